import { linkableForm } from '../compose/addresses.ts';
import { told } from '../compose/told.ts';
import type { Rules } from '../rules.ts';
import type { Warning } from '../thread.ts';

/**
 * The canonical address with the author's query parameters, in a form that the platform links. Where it knows none (a
 * top-level domain newer than its rules, say) the address stands as it is, with a warning.
 */
export function canonicalLink(
  url: string,
  parameters: Readonly<Record<string, string>>,
  rules: Rules,
  warnings: Warning[],
): string {
  const link = withParameters(url, parameters);
  const form = linkableForm(link, rules);
  if (form !== null) return form;
  const message = `the platform may not make a link of the article's address ${told(link)}`;
  warnings.push({ code: 'unlinkable', message, where: 'url' });
  return link;
}

/** Parameters of the same name are replaced; without any the address stays byte for byte. */
function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  const entries = Object.entries(parameters);
  if (entries.length === 0 || !URL.canParse(url)) return url;
  const link = new URL(url);
  for (const [name, value] of entries) link.searchParams.set(name, value);
  return link.href;
}
