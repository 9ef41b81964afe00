import { shortenedTo } from '../compose/pictures.ts';
import type { Passage, Piece } from '../passage.ts';
import type { Image } from '../thread.ts';
import { imagesOfPiece, textOfPiece } from './pieces.ts';
import type { Reason } from './select.ts';
import type { Text } from './text.ts';
import { whyOf } from './why.ts';
import type { Written } from './written.ts';

/** A post without what all posts of a thread carry: number, sign-off, link and card. */
export interface Draft {
  readonly text: Text;
  readonly images: readonly Image[];
  readonly why: string;
  /** Whether the author wrote it: what is wrong with it is theirs to mend. */
  readonly isWritten: boolean;
}

/** @param reasons why each sentence of the thread was taken, in order */
export function draftsOf(
  pieces: readonly Piece[],
  passages: readonly Passage[],
  reasons: readonly Reason[],
): readonly Draft[] {
  const rest = [...reasons];
  return pieces.map((piece) => {
    const text = textOfPiece(piece, passages);
    const why = [whyOf(piece), ...takenBecause(text.text, rest)].join(' · ');
    return { text, images: imagesOfPiece(piece, passages), why, isWritten: false };
  });
}

const BEGINNING = 40;

/** Takes the reasons for the sentences that begin in a post off the list. */
function takenBecause(post: string, reasons: Reason[]): readonly string[] {
  const here = reasons.findIndex(({ sentence }) => !post.includes(sentence.slice(0, BEGINNING)));
  return reasons
    .splice(0, here < 0 ? reasons.length : here)
    .map(({ sentence, why }) => `“${shortenedTo(sentence, BEGINNING)}”: ${why}`);
}

/**
 * The posts with the author's own texts in their places, `null` leaving a post as it was cut. Texts beyond the last
 * post are added.
 */
export function withWritten(drafts: readonly Draft[], { texts, images }: Written): readonly Draft[] {
  const length = Math.max(drafts.length, texts.length);
  return Array.from({ length }, (_, index) => index).flatMap((index): Draft[] => {
    const text = texts[index] ?? null;
    const draft = drafts[index];
    if (text !== null) {
      const own = draft?.images ?? images[index] ?? [];
      return [{ text, images: own, why: 'as the author wrote it', isWritten: true }];
    }
    return draft === undefined ? [] : [draft];
  });
}
