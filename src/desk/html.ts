import { html } from 'hono/html';

export { html } from 'hono/html';

/** A piece of a page; every value set into one is escaped. */
export type Html = ReturnType<typeof html>;

/** What may stand in a template where there may be nothing. */
export type Part = Html | string | null | readonly Html[];

/**
 * An address from outside as a link may carry it, or `null`: a scheme such as `javascript:` runs what it says, and
 * escaping does not change that.
 */
export function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return ['https:', 'http:', 'mailto:'].includes(protocol) ? href : null;
}

/** A path of the desk from its parts, each percent-encoded: `/threads/posts%2Fx.md`. */
export function path(...parts: readonly string[]): string {
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

/** `?a=1&b=2`, without what is `null` or empty; empty where nothing is left. */
export function query(values: Readonly<Record<string, string | number | null>>): string {
  const given = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value !== null && value !== '') given.set(key, String(value));
  return given.size === 0 ? '' : `?${given}`;
}

/** The options of a choice; `chosen` is the one that stands. */
export function options(
  choices: readonly (readonly [value: string, words: string])[],
  chosen: string | null,
): readonly Html[] {
  return choices.map(
    ([value, words]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${words}</option>`,
  );
}
