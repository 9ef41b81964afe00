/** A post's length by the platform's own count. */
export interface Length {
  readonly value: number;
  readonly limit: number;
  /** `weighted characters` on X, `graphemes` on Bluesky. */
  readonly unit: string;
}

/**
 * What the thread room is told about a platform: everything it needs to compose and cut, nothing about sending.
 * Pure: same text, same answer.
 */
export interface Rules {
  /** The platform's id, `x`. */
  readonly platform: string;
  /** The platform's own count of a whole post's text. */
  measure(text: string): Length;
  /** Whether the platform would take this text: its length and every other limit (bytes, say). */
  fits(text: string): boolean;
  /** `true` where a link, a mention or a hashtag is set on words by offsets (Bluesky), not by what the text says (X). */
  readonly facets: boolean;
  /**
   * Stretches of a post that the platform itself would turn into a link, a mention, a hashtag or a cashtag, in UTF-16
   * offsets. On a platform with facets: none.
   */
  entities(text: string): readonly Entity[];
  /** Pictures one post can carry. */
  readonly maxImages: number;
  /** Default numbering pattern, `null` for none. */
  readonly numbering: string | null;
  /** Thread lengths the platform shows badly, to be avoided where a neighbouring cut allows. */
  readonly awkwardLengths: readonly number[];
}

export interface Entity {
  readonly kind: 'link' | 'mention' | 'hashtag' | 'cashtag';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
