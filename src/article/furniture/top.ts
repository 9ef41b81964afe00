import { type Gone, labelsIn } from './company.ts';
import type { Line } from './lines.ts';
import { looksLikeTitle } from './titles.ts';

/** The lines above the text, while it is found out what each of them is. */
export interface Top {
  /** All lines of the article. */
  readonly lines: readonly Line[];
  /** Those above the text. */
  readonly top: readonly Line[];
  /** Index of the line with reading time or date; -1 where there is none. */
  readonly anchor: number;
  readonly gone: Gone;
  /** Lines that are the article's own, but no blocks of it: title and subtitle. */
  readonly lifted: Set<Line>;
}

/** Whether nothing has been made of a line yet. */
export function isFree({ gone, lifted }: Top, line: Line): boolean {
  return !gone.has(line) && !lifted.has(line);
}

export function lift({ gone, lifted }: Top, line: Line): void {
  gone.delete(line);
  lifted.add(line);
}

/** The lines of which nothing has been made, up to the first that is a sentence of the text. */
function beforeText(top: Top): Line[] {
  const free = top.top.filter((line) => isFree(top, line) && (line.kind === 'paragraph' || line.kind === 'heading'));
  const text = free.findIndex(({ kind, text }) => kind === 'paragraph' && !looksLikeTitle(text));
  return text < 0 ? free : free.slice(0, text);
}

/** Whether a line is a paragraph, or has only furniture beside it in its own: the first line of a verse is no title. */
function isAlone({ block, above, below }: Line): boolean {
  return above?.block !== block && (below?.block !== block || labelsIn(below, 'head').length > 0);
}

/** Lines that may be the title; such as are furniture elsewhere only where there is no other. */
export function titleCandidates(top: Top): Line[] {
  const lines = beforeText(top).filter((line) => looksLikeTitle(line.text) && (top.anchor >= 0 || isAlone(line)));
  const unlabelled = lines.filter((line) => labelsIn(line, 'head').length === 0);
  return unlabelled.length > 0 ? unlabelled : lines;
}
