import type { RichText, Span } from '../../article/article.ts';
import type { Link, Stretch } from '../thread.ts';
import { type Draft, edited, plainDraft } from './draft.ts';
import { withoutUnfit } from './unfit.ts';

/**
 * Rich text as plain text: emphasis leaves no trace, links and code are remembered by their place. White space is what
 * a person would type: one space, and a line break where the source has a hard one.
 */
export function flatten(rich: RichText): Draft {
  let text = '';
  const links: Link[] = [];
  const code: Stretch[] = [];
  for (const span of rich) {
    const words = withoutUnfit(span.text);
    const place = { start: text.length, end: text.length + words.length };
    if (isWeb(span)) addLink(links, { ...place, url: span.href });
    if (span.marks.includes('code')) code.push(place);
    text += words;
  }
  return tidied({ ...plainDraft(text), links, code });
}

/** Only web addresses are links in a post; neither platform lets one write a letter from its text. */
function isWeb(span: Span): span is Span & { readonly href: string } {
  return span.href !== null && /^https?:\/\//i.test(span.href) && span.text.trim() !== '';
}

/** Emphasis inside a link divides it into spans: one link again. */
function addLink(links: Link[], link: Link): void {
  const last = links.at(-1);
  if (last?.url === link.url && last.end === link.start) links[links.length - 1] = { ...last, end: link.end };
  else links.push(link);
}

const BREAK = /^[ \n]+|[ \n]+$| ?\n[ \n]*/g;
const SPACE = /\r\n?|[\u2028\u2029]|[ \t]+/g;

/** Leaves single spaces and at most one empty line, no space beside a line break or at the ends. */
function tidied(draft: Draft): Draft {
  const spaced = edited(draft, edits(draft.text, SPACE, spaceFor));
  const broken = edits(spaced.text, BREAK, (found, at) => breakFor(found, at, spaced.text));
  const tidy = edited(spaced, broken);
  return { ...tidy, links: tidy.links.map((link) => trimmedLink(link, tidy.text)) };
}

function spaceFor(found: string): string {
  return /^[ \t]/.test(found) ? ' ' : '\n';
}

function breakFor(found: string, at: number, text: string): string {
  if (at === 0 || at + found.length === text.length) return '';
  return found.split('\n').length > 2 ? '\n\n' : '\n';
}

function edits(text: string, pattern: RegExp, replacement: (found: string, at: number) => string) {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    text: replacement(found, index),
  })).filter((edit) => edit.text !== text.slice(edit.start, edit.end));
}

/** A link does not begin or end with white space. */
function trimmedLink(link: Link, text: string): Link {
  const words = text.slice(link.start, link.end);
  return {
    ...link,
    start: link.start + words.length - words.trimStart().length,
    end: link.end - words.length + words.trimEnd().length,
  };
}
