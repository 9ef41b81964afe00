import type { Passage, Piece } from '../passage.ts';
import type { Image } from '../thread.ts';
import { joinTexts, plainText, sliceText, type Text } from './text.ts';

/** A piece's text with what lies on it; its own text is the same, without white space at its ends. */
export function textOfPiece({ from, to }: Piece, passages: readonly Passage[]): Text {
  let whole = plainText('');
  for (let index = from.passage; index <= to.passage; index += 1) {
    const passage = passages[index];
    if (passage === undefined) break;
    const start = index === from.passage ? from.offset : 0;
    const end = index === to.passage ? to.offset : passage.text.length;
    whole = joinTexts([whole, sliceText(passage, start, end)], index === from.passage ? '' : passage.glue);
  }
  return trimmed(whole);
}

function trimmed(text: Text): Text {
  const from = text.text.length - text.text.trimStart().length;
  return sliceText(text, from, text.text.trimEnd().length);
}

/** The pictures of the passages that end in a piece. */
export function imagesOfPiece({ from, to }: Piece, passages: readonly Passage[]): readonly Image[] {
  const endsIn = (passage: Passage, index: number) =>
    (index > from.passage || passage.text.length > from.offset) &&
    (index < to.passage || to.offset >= passage.text.length);
  return passages
    .slice(from.passage, to.passage + 1)
    .flatMap((passage, offset) => (endsIn(passage, from.passage + offset) ? passage.images : []));
}
