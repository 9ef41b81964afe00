import type { Rules } from '../rules.ts';
import type { Link } from '../thread.ts';
import { type Draft, plainDraft } from './draft.ts';

/** Longer addresses are not written out: nobody reads them, and a hostile one takes the platforms' rules long. */
const LONGEST = 2000;

/**
 * The address in a form that the platform, by its own rules, turns into one whole link; `null` where there is none.
 * Tried as written, then as the URL standard writes it, then with everything unusual percent-encoded.
 */
export function linkableForm(url: string, rules: Rules): string | null {
  if (url.length > LONGEST || !URL.canParse(url)) return null;
  const { href } = new URL(url);
  const encoded = href.replace(/[^\w/:.?#=&%~+@-]|[.:~@]$/g, percentEncoded);
  return [url, href, encoded].find((form) => isWholeLink(form, rules)) ?? null;
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Judged in parentheses, as it will stand; on a platform with facets any address can be set on its own words. */
export function isWholeLink(form: string, rules: Rules): boolean {
  if (rules.facets) return true;
  const found = rules.entities(`(${form})`);
  return found.length === 1 && found[0]?.kind === 'link' && found[0].text === form;
}

/** Whether the words of a link are its address, with or without scheme, `www.` and a last slash. */
export function isBare(words: string, url: string): boolean {
  return naked(words) === naked(url) || (URL.canParse(url) && naked(words) === naked(new URL(url).href));
}

function naked(address: string): string {
  return address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/^www\./i, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

const WRITTEN = /https?:\/\/[^\s<>"“”«»]+/gi;

/** Text a person wrote for a post, every `https://` address in it meant as a link. */
export function withWrittenLinks(text: string): Draft {
  const links = Array.from(text.matchAll(WRITTEN), ({ 0: found, index }): Link => {
    const url = withoutTrailingMarks(found);
    return { url, start: index, end: index + url.length };
  });
  return { ...plainDraft(text), links: links.filter((link) => URL.canParse(link.url)) };
}

/** The stop of the sentence, and a closing parenthesis that the address itself does not open, are not part of it. */
function withoutTrailingMarks(address: string): string {
  const trailing = address.includes('(') ? STOPS : `${STOPS})`;
  let end = address.length;
  while (end > 0 && trailing.includes(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}

const STOPS = ".,;:!?'’…";
