import { glueBetween } from '../wrapped.ts';
import type { Group, SourceLine } from './lines.ts';
import { isItem } from './list.ts';

/** Widths to which people and programs wrap lines. */
const NARROWEST = 40;
const WIDEST = 110;
/** Fewest line ends from which a habit can be read, and the share of them that must follow it. */
const ENOUGH = 3;
const SHARE = 0.8;

/**
 * The width to which a text is wrapped; `null` where its lines end where their author ended them. Wrapped text gives
 * itself away: at nearly every line's end the next word would not have fit.
 */
export function wrapWidth(groups: readonly Group[]): number | null {
  const joints = groups.flatMap(jointsOf);
  const lengths = joints.map(([line]) => line.text.length).toSorted((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  if (joints.length < ENOUGH || width < NARROWEST || width > WIDEST) return null;
  const full = joints.filter(([line, next]) => isFull(line, next, width));
  return full.length >= joints.length * SHARE ? width : null;
}

/**
 * The paragraphs of a wrapped group: joined where the line was full; a new one where a sentence ends in a line that was
 * not, or where a line is indented. Any other line end is its author's, and stays as `\n`.
 */
export function unwrapGroup(group: Group, width: number): SourceLine[] {
  const paragraphs: { readonly number: number; readonly parts: string[] }[] = [];
  for (const [index, line] of group.entries()) {
    const before = group[index - 1];
    const text = line.text.trim();
    if (before === undefined || startsParagraph(before, line, width)) {
      paragraphs.push({ number: line.number, parts: [text] });
    } else {
      const glue = isFull(before, line, width) ? glueBetween(before.text, text) : '\n';
      paragraphs.at(-1)?.parts.push(glue, text);
    }
  }
  return paragraphs.map(({ number, parts }) => ({ number, text: parts.join('') }));
}

/** Line ends inside paragraphs: an item's first line begins anew, and short lines are short on purpose. */
function jointsOf(group: Group): (readonly [SourceLine, SourceLine])[] {
  return group.slice(1).flatMap((next, index) => {
    const line = group[index];
    return line === undefined || line.text.length < NARROWEST || isItem(next) ? [] : [[line, next] as const];
  });
}

function isFull(line: SourceLine, next: SourceLine, width: number): boolean {
  const [word = ''] = /^\s*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\S+)/u.exec(next.text) ?? [];
  return line.text.length + 1 + word.trim().length > width;
}

function startsParagraph(before: SourceLine, line: SourceLine, width: number): boolean {
  const indented = indentOf(line) >= indentOf(before) + 2;
  return indented || (!isFull(before, line, width) && /[.!?…。！？]["'”’»)\]]*$/.test(before.text));
}

function indentOf({ text }: SourceLine): number {
  return text.length - text.trimStart().length;
}
