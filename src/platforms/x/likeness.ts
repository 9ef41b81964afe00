import { links } from './entities.ts';

/** A post's text as X gives it back. */
export interface ReadText {
  /** HTML-escaped, with every link replaced by one of `t.co`. */
  readonly text: string;
  readonly links: readonly ReadLink[];
}

interface ReadLink {
  /** As it stands in the text: `https://t.co/…`. */
  readonly short: string;
  readonly target: string;
  /** A link to the post's own pictures, which X puts at its end. */
  readonly isMedia: boolean;
}

/**
 * Whether a text that was read is the one that was planned: equal in everything but what X changes, or else equal in
 * all letters and digits outside of links and of the names that X puts before a reply.
 */
export function isSameText(read: ReadText, planned: string): boolean {
  const ours = planned.normalize();
  if (plain(readable(read, ({ target }) => target)) === plain(plannedText(ours, (link) => link))) return true;
  const letters = bare(readable(read, () => ' '));
  return letters !== '' && letters === bare(plannedText(ours, () => ' '));
}

function readable(read: ReadText, shown: (link: ReadLink) => string): string {
  let text = read.text.replace(/&(amp|lt|gt);/g, (_, name: string) => ESCAPED[name] ?? '');
  for (const link of read.links) text = text.replaceAll(link.short, () => (link.isMedia ? '' : address(shown(link))));
  return text;
}

const ESCAPED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

function plannedText(text: string, shown: (link: string) => string): string {
  let [out, from] = ['', 0];
  for (const link of links(text)) {
    out += text.slice(from, link.start) + address(shown(link.text));
    from = link.end;
  }
  return out + text.slice(from);
}

/** X completes a bare domain to an address. */
function address(link: string): string {
  return link
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

/** Without what X may drop or change: invisible characters, the form of composed ones, the kind of white space. */
function plain(text: string): string {
  return text
    .normalize()
    .replace(/\p{Cf}|\ufe0e|\ufe0f/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/^(?:\s*@\w{1,20})+/, '')
    .replace(/https?:\/\/t\.co\/\w+/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}
