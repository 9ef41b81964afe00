import type { Block, RichText, Span } from '../article.ts';
import { joinLines, linesOf, plainText, tidy } from '../spans.ts';
import type { Piece } from './inline.ts';

/**
 * The blocks that a paragraph's pieces make: its text, its pictures right behind it, a new paragraph at a cut mark and
 * at an empty line made of hard breaks.
 */
export function paragraphBlocks(pieces: readonly Piece[], line: number): Block[] {
  return partsOf(pieces).flatMap((part, index): Block[] => [
    ...(index === 0 ? [] : [{ kind: 'cut', line } as const]),
    ...splitParagraphs(textOf(part)).map((text): Block => ({ kind: 'paragraph', text, line })),
    ...figuresOf(part, line),
  ]);
}

/** The text of a heading or cell: on one line where `oneLine` says so. */
export function textOf(pieces: readonly Piece[], oneLine = false): RichText {
  const spans = pieces.filter(isSpan);
  return tidy(oneLine ? spans.map((each) => ({ ...each, text: each.text.replaceAll('\n', ' ') })) : spans);
}

export function figuresOf(pieces: readonly Piece[], line: number): Block[] {
  return pieces.flatMap((piece): Block[] =>
    typeof piece === 'object' && 'picture' in piece ? [{ kind: 'figure', picture: piece.picture, line }] : [],
  );
}

function isSpan(piece: Piece): piece is Span {
  return typeof piece === 'object' && 'text' in piece;
}

/** The stretches between the cut marks. */
function partsOf(pieces: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece === 'cut') parts.push([]);
    else parts.at(-1)?.push(piece);
  }
  return parts;
}

/** Two breaks in a row are how pages without paragraphs make them. */
function splitParagraphs(text: RichText): RichText[] {
  const paragraphs: RichText[] = [];
  let lines: RichText[] = [];
  for (const line of [...linesOf(text), []]) {
    if (plainText(line) !== '') lines.push(line);
    else if (lines.length > 0) {
      paragraphs.push(joinLines(lines));
      lines = [];
    }
  }
  return paragraphs;
}
