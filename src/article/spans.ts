import type { Mark, RichText, Span } from './article.ts';

const MARKS: readonly Mark[] = ['strong', 'emphasis', 'strike', 'code'];

/** A run of text; marks in one order and each once, so that equal settings compare equal. */
export function span(text: string, marks: readonly Mark[] = [], href: string | null = null): Span {
  return { text, marks: MARKS.filter((mark) => marks.includes(mark)), href };
}

/** The words alone. */
export function plainText(text: RichText): string {
  return text.map((each) => each.text).join('');
}

/**
 * Text as a browser would show it: white space runs to one space (inside code they stay), none at the ends and around
 * a hard break `\n`; neighbours of one setting become one span.
 */
export function tidy(spans: readonly Span[]): RichText {
  const result: Span[] = [];
  for (const each of spans) {
    const text = collapse(each, startsLine(result));
    if (text.startsWith('\n')) trimEnd(result, ' ');
    if (text !== '') append(result, { ...each, text });
  }
  trimEnd(result, ' \n');
  return result;
}

/** Splits text at hard breaks; each line is tidy. */
export function linesOf(text: RichText): RichText[] {
  const lines: Span[][] = [[]];
  for (const each of text) {
    const [first = '', ...rest] = each.text.split('\n');
    lines.at(-1)?.push({ ...each, text: first });
    for (const part of rest) lines.push([{ ...each, text: part }]);
  }
  return lines.map(tidy);
}

/** Joins lines by hard breaks. */
export function joinLines(lines: readonly RichText[]): RichText {
  return tidy(lines.flatMap((line, index) => (index === 0 ? line : [span('\n'), ...line])));
}

function startsLine(spans: readonly Span[]): 'text' | 'line' | 'word' | null {
  const last = spans.at(-1)?.text.at(-1);
  if (last === undefined) return 'text';
  return last === '\n' ? 'line' : last === ' ' ? 'word' : null;
}

/** Drops what no reader would see behind `after`: any white space at the text's start, spaces at a line's or word's. */
function collapse({ text, marks }: Span, after: ReturnType<typeof startsLine>): string {
  const inner = marks.includes('code') ? text.replace(/\t/g, ' ') : text.replace(/[ \t]*\n[ \t]*|[ \t]+/g, collapseRun);
  if (after === null) return inner;
  return inner.replace(after === 'text' ? /^[ \n]+/ : /^ +/, '');
}

function collapseRun(run: string): string {
  return run.includes('\n') ? '\n' : ' ';
}

function append(spans: Span[], next: Span): void {
  const last = spans.at(-1);
  if (last !== undefined && last.href === next.href && last.marks.join() === next.marks.join()) {
    spans[spans.length - 1] = { ...last, text: last.text + next.text };
  } else spans.push(next);
}

/** Takes these characters off the end. A loop, since a pattern anchored at the end is quadratic on runs of spaces. */
function trimEnd(spans: Span[], characters: string): void {
  for (let last = spans.at(-1); last !== undefined; last = spans.at(-1)) {
    let end = last.text.length;
    while (end > 0 && characters.includes(last.text.charAt(end - 1))) end--;
    if (end === last.text.length) return;
    spans.pop();
    if (end > 0) spans.push({ ...last, text: last.text.slice(0, end) });
  }
}
