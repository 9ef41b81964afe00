import type { Picture } from '../../article/article.ts';
import type { Joint } from '../passage.ts';
import { isSourceOf } from './quote.ts';
import { isText, type Rough, type RoughText } from './rough.ts';

export interface LinedPicture extends Picture {
  readonly line: number;
}

export interface PlacedText extends RoughText {
  readonly pictures: readonly LinedPicture[];
}

/**
 * Gives what stands between the texts to its neighbours: a joint to the text that follows; a picture to the text
 * before it, but past a heading or at the start to the one that follows. `loose` pictures have no text at all.
 */
export function withNeighbours(pieces: readonly Rough[]): {
  readonly texts: PlacedText[];
  readonly loose: LinedPicture[];
} {
  const texts: (RoughText & { readonly pictures: LinedPicture[] })[] = [];
  let joint: Joint | null = null;
  let waiting: LinedPicture[] = [];
  for (const piece of pieces) {
    const last = texts.at(-1);
    if (piece.kind === 'joint') joint = joint === 'cut' ? joint : piece.joint;
    else if (!isText(piece)) pileFor(last, waiting).push({ ...piece.picture, line: piece.line });
    else {
      texts.push({ ...sourced(piece, last), ...(joint === null ? {} : { joint }), pictures: waiting });
      joint = null;
      waiting = [];
    }
  }
  const last = texts.at(-1);
  if (last === undefined) return { texts, loose: waiting };
  for (const picture of waiting) last.pictures.push(picture);
  return { texts, loose: [] };
}

function pileFor(last: (RoughText & { readonly pictures: LinedPicture[] }) | undefined, waiting: LinedPicture[]) {
  return last === undefined || last.kind === 'heading' ? waiting : last.pictures;
}

/** A paragraph `— Name` behind a quotation is its source, though the quotation was closed before it. */
function sourced(piece: RoughText, before: RoughText | undefined): RoughText {
  if (before?.kind !== 'quote' || piece.kind !== 'paragraph' || !isSourceOf(piece, before)) return piece;
  return { ...piece, kind: 'quote', joint: 'line', glue: '\n' };
}
