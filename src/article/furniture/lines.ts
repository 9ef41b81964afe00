import type { Block, RichText } from '../article.ts';
import { joinLines, linesOf, plainText } from '../spans.ts';
import { isOrnament } from '../text/lines.ts';
import { type Label, labelsOf } from './labels.ts';

/** A line of an article as a reader of the page sees it: what furniture is judged by. */
export interface Line {
  /** Index of its block. */
  readonly block: number;
  /** Which line of its block, for paragraphs with hard breaks. */
  readonly part: number;
  /** The words alone; of a picture, its alternative text. */
  readonly text: string;
  /** `rest`: a quotation, code or table. `list`: a whole list, its items joined by ` · `. */
  readonly kind: 'paragraph' | 'heading' | 'list' | 'rest' | 'figure' | 'divider' | 'cut';
  /** Whether it is a link from end to end; of a list, whether each of its items is. */
  readonly isLink: boolean;
  readonly labels: readonly Label[];
  readonly number: number;
  /** The nearest lines before and behind that are no rule, picture or cut mark. */
  above: Line | undefined;
  below: Line | undefined;
}

/** The lines of the blocks, in order. */
export function toLines(blocks: readonly Block[]): Line[] {
  const lines = blocks.flatMap(linesOfBlock);
  link(lines, 'above');
  link(lines.toReversed(), 'below');
  return lines;
}

/** Lets every line know its neighbour, walking from that side. */
function link(lines: readonly Line[], side: 'above' | 'below'): void {
  let last: Line | undefined;
  for (const line of lines) {
    line[side] = last;
    if (line.kind !== 'divider' && line.kind !== 'figure' && line.kind !== 'cut') last = line;
  }
}

function linesOfBlock(block: Block, index: number): Line[] {
  const isLink = textsIn(block).every(isLinked);
  const line = (text: string, kind: Line['kind'], part = 0): Line => ({
    block: index,
    part,
    text,
    kind,
    isLink,
    labels: kind === 'paragraph' || kind === 'heading' ? labelsOf(text) : kind === 'list' ? listLabels(block) : [],
    number: block.line,
    above: undefined,
    below: undefined,
  });
  switch (block.kind) {
    case 'paragraph':
      return linesOf(block.text).map((text, part) => line(plainText(text), 'paragraph', part));
    case 'heading':
      return [line(plainText(block.text), 'heading')];
    case 'list':
      return [line(textsOf(block).join(' · '), 'list')];
    case 'figure':
      return [line(block.picture.alt ?? '', 'figure')];
    case 'divider':
    case 'cut':
      return [line('', block.kind)];
    default:
      return [line(textsOf(block).join(' '), 'rest')];
  }
}

/** The blocks without these lines. */
export function withoutLines(blocks: readonly Block[], gone: ReadonlySet<Line>): Block[] {
  const byBlock = Map.groupBy(gone, ({ block }) => block);
  return blocks.flatMap((block, index): Block[] => {
    const lines = byBlock.get(index);
    if (lines === undefined) return [block];
    if (block.kind !== 'paragraph') return [];
    const parts = new Set(lines.map(({ part }) => part));
    const text: RichText = joinLines(linesOf(block.text).filter((_line, part) => !parts.has(part)));
    return text.length === 0 ? [] : [{ ...block, text }];
  });
}

/** A paragraph of nothing but ornaments, as some editors set a rule, is one. */
export function withDividers(blocks: readonly Block[]): Block[] {
  return blocks.map((block) =>
    block.kind === 'paragraph' && isOrnament(plainText(block.text)) ? { kind: 'divider', line: block.line } : block,
  );
}

/** Whether a line is running text: a sentence of some length, or anything that only an author sets. */
export function isProse({ kind, text, labels }: Line): boolean {
  if (kind === 'rest' || (kind === 'list' && labels.length === 0)) return true;
  if (kind !== 'paragraph') return false;
  const words =
    text.split(/\s+/).length + (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}]/gu)?.length ?? 0) / 2;
  return words >= 25 || (words >= 8 && endsSentence(text));
}

export function endsSentence(text: string): boolean {
  return /[.!?…。！？؟।][\p{Pf}\p{Pe}"'*)\]]*$/u.test(text.trim());
}

function isLinked(text: RichText): boolean {
  return text.length > 0 && text.every(({ href }) => href !== null);
}

function textsIn(block: Block): RichText[] {
  if (block.kind === 'paragraph' || block.kind === 'heading') return [block.text];
  return block.kind === 'list' ? block.items.flatMap((item) => item.flatMap(textsIn)) : [[]];
}

/** A list is furniture if each of its items is; a list of one's own always has one that is not. */
function listLabels(block: Block): readonly Label[] {
  const all: Label[] = [];
  for (const text of textsOf(block)) {
    const labels = labelsOf(text);
    if (labels.length === 0) return [];
    all.push(...labels);
  }
  return all;
}

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [plainText(block.text)];
    case 'list':
      return block.items.flatMap((item) => item.flatMap(textsOf));
    case 'quote':
      return block.blocks.flatMap(textsOf);
    case 'code':
      return [block.text];
    case 'table':
      return block.rows.map((row) => row.map(plainText).join(' | '));
    default:
      return [];
  }
}
