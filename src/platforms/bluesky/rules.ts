import { countGraphemes } from 'unicode-segmenter/grapheme';
import type { Rules } from '../../thread/rules.ts';

/** app.bsky.feed.post, `text`: maxGraphemes and maxLength (UTF-8 bytes). */
const GRAPHEMES = 300;
const BYTES = 3000;

/** Characters that never share a grapheme with a neighbour of the same set: there a count of units is enough. */
const ALONE =
  /^[\n\x20-\x7e\xa0-\xa8\xaa-\xad\xaf-\u02ff\u0370-\u0373\u0390-\u03ff\u0400-\u0482\u2010-\u2027\u20a0-\u20bf]*$/;

/** Graphemes as the server counts them (extended grapheme clusters of Unicode). */
export function graphemes(text: string): number {
  return ALONE.test(text) ? text.length : countGraphemes(text);
}

/** Bluesky as the thread room sees it. Two posts are awkward: its app hides such a thread on profiles. */
export const blueskyRules: Rules = {
  platform: 'bluesky',
  measure: (text) => ({ value: graphemes(text), limit: GRAPHEMES, unit: 'graphemes' }),
  fits: (text) => graphemes(text) <= GRAPHEMES && Buffer.byteLength(text) <= BYTES,
  facets: true,
  entities: () => [],
  maxImages: 4,
  numbering: null,
  awkwardLengths: [2],
};
