import type { Hashtag, Image, Link, Mention, Stretch } from './thread.ts';

/** What may stand between two passages; a cut falls best at the first kinds and `line` worst of these. */
export type Joint = 'cut' | 'section' | 'paragraph' | 'item' | 'line';

/**
 * A block of the article as plain text for one platform: what the cutter packs into posts. The text of all passages,
 * joined, is the article's formatted text. Offsets are UTF-16 code units of `text`.
 */
export interface Passage {
  readonly kind: 'heading' | 'paragraph' | 'item' | 'quote' | 'code' | 'row';
  readonly text: string;
  /**
   * The joint in front of it. `cut`: the author's own mark, a post always begins here. `section`: after a divider or at
   * a heading. `item`: a further item of the same list. `line`: a further line of one unit (code, table).
   */
  readonly joint: Joint;
  /** White space that separates it from the passage before when both stand in one post. */
  readonly glue: '\n\n' | '\n' | ' ';
  /** Stretches in which no cut may fall, beside those the cutter knows itself (tokens, numbers with units, …). */
  readonly atoms: readonly Stretch[];
  readonly links: readonly Link[];
  readonly mentions: readonly Mention[];
  readonly hashtags: readonly Hashtag[];
  /** Pictures that stay with this passage: they go on the post that carries its end. */
  readonly images: readonly Image[];
  /** 1-based line of the source. */
  readonly line: number;
}

/** What every post carries around its piece of the article, for the cutter to leave room for. */
export interface Frame {
  /**
   * Text set before and after the piece at `index` (0-based) of a thread of `total` posts, white space between
   * included: numbering, and on the last post sign-off and link.
   */
  around(index: number, total: number): { readonly before: string; readonly after: string };
}

/** A post's share of the passages, from one point to another. Points are (passage, offset) pairs, half open. */
export interface Piece {
  readonly from: Point;
  readonly to: Point;
  /** The text between the points, glue included, trimmed. */
  readonly text: string;
  /** What the cut at its end falls on, for `--explain`; `end` for the last. */
  readonly breakAt: Joint | 'sentence' | 'clause' | 'word' | 'grapheme' | 'end';
  /** What the post and the cut at its end cost the thread, reason by reason, for `--explain`. */
  readonly charges: readonly Charge[];
}

/** A reason why a thread is worse than another, by its name in the cost model, in units of which a post costs 100. */
export interface Charge {
  readonly what: string;
  readonly cost: number;
}

export interface Point {
  readonly passage: number;
  readonly offset: number;
}
