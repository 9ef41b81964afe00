import type { Link } from '../thread.ts';
import { isBare, isWholeLink, linkableForm } from './addresses.ts';
import type { Context } from './context.ts';
import { type Draft, edited } from './draft.ts';
import { breakDots } from './invisible.ts';
import { told } from './told.ts';

/** What becomes of one link: whether its words stay an address, and what is set behind them. */
interface Decision {
  readonly link: Link;
  /** The words are an address and remain a link. */
  readonly stays: boolean;
  /** The words are an address and must not be a link. */
  readonly broken: boolean;
  readonly suffix: { readonly before: string; readonly text: string; readonly after: string } | null;
}

/**
 * Carries out the link policy. Afterwards a draft's links are what the platform will show as links: words with facets,
 * else written-out addresses, and footnote marks with the address they stand for.
 */
export function applyLinkPolicy(draft: Draft, where: string, context: Context): Draft {
  if (context.rules.facets) return { ...draft, links: draft.links.flatMap(validLink) };
  const decisions = draft.links.map((link) => decide(link, draft.text.slice(link.start, link.end), where, context));
  const result = edited(
    draft,
    decisions.flatMap((decision) => editsFor(decision, draft.text)),
  );
  const placed = decisions.map((decision, i) => place(decision, result.links[i] ?? decision.link, result.text));
  return {
    ...result,
    links: placed.flatMap(({ link }) => link ?? []),
    atoms: [...result.atoms, ...placed.flatMap(({ atom }) => atom ?? [])],
  };
}

/** An address the server would refuse (white space, over its 8 KB) leaves its words behind. */
function validLink(link: Link): Link[] {
  if (!URL.canParse(link.url)) return [];
  const url = /\s/.test(link.url) ? new URL(link.url).href : link.url;
  return url.length > 8000 ? [] : [{ ...link, url }];
}

function decide(link: Link, words: string, where: string, context: Context): Decision {
  const bare = isBare(words, link.url);
  const plain: Decision = { link, stays: false, broken: false, suffix: null };
  if (context.options.link === 'keep')
    return bare && isWholeLink(words, context.rules) ? { ...plain, stays: true } : keep(plain, where, context);
  if (bare) warnOfBareLink(words, where, context);
  if (context.options.link !== 'footnote') return { ...plain, broken: bare };
  return { ...plain, broken: bare, suffix: { before: ' ', text: `[${footnote(link.url, context)}]`, after: '' } };
}

function keep(plain: Decision, where: string, context: Context): Decision {
  const form = linkableForm(plain.link.url, context.rules);
  if (form !== null)
    return { ...plain, link: { ...plain.link, url: form }, suffix: { before: ' (', text: form, after: ')' } };
  context.warnings.push({
    code: 'unlinkable',
    message: `${told(plain.link.url)} cannot be written so that it becomes a link: its words stay without it`,
    where,
  });
  return plain;
}

function warnOfBareLink(words: string, where: string, { options, warnings }: Context): void {
  warnings.push({
    code: 'bare-link',
    message: `the address ${told(words)} stays as text, not as a link, by the link policy ${options.link}`,
    where,
  });
}

/** The same address has the same number wherever it stands. */
function footnote(url: string, { footnotes }: Context): number {
  const number = footnotes.get(url) ?? footnotes.size + 1;
  footnotes.set(url, number);
  return number;
}

function editsFor({ link, broken, suffix }: Decision, text: string) {
  return [
    ...(broken ? breakDots(text.slice(link.start, link.end), link.start) : []),
    ...(suffix === null ? [] : [{ start: link.end, end: link.end, text: suffix.before + suffix.text + suffix.after }]),
  ];
}

/** Where the link came to stand, and the last of its words with what follows them, which no cut may divide. */
function place({ link, stays, suffix }: Decision, moved: Link, text: string) {
  if (suffix === null) return { link: stays ? moved : undefined, atom: undefined };
  const start = moved.end + suffix.before.length;
  const end = start + suffix.text.length;
  const lastWord = text.lastIndexOf(' ', moved.end - 1) + 1;
  return {
    link: { url: link.url, start, end },
    atom: { start: Math.max(lastWord, moved.start), end: end + suffix.after.length },
  };
}
