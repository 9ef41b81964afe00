import type { Limits } from './path.ts';

/**
 * Limits measured on the texts themselves, for articles whose widths don't tell what fits: a platform may count bytes
 * as well, or count two runs together otherwise than each of them alone.
 *
 * `windows`: what fits goes on fitting when its beginning is left away, so two pointers that move forward find all
 * windows in linear time. `posts`: nothing is taken for granted, each window grows from a single part while it fits.
 *
 * @param end index of the last break
 * @param fits whether the text between two breaks fits a post; between neighbours it always does
 * @param fitsLast whether the text from a break to the last one fits the last post
 */
export function measuredLimits(
  end: number,
  fits: (from: number, to: number) => boolean,
  fitsLast: (from: number) => boolean,
  measured: 'windows' | 'posts',
): Limits {
  const reach: number[] = [];
  for (let from = 0, to = 1; from < end; from++) {
    to = measured === 'posts' ? from + 1 : Math.max(to, from + 1);
    while (to > from + 1 && !fits(from, to)) to--;
    while (to < end && fits(from, to + 1)) to++;
    reach.push(to);
  }
  let lastFrom = end;
  while (lastFrom > 0 && fitsLast(lastFrom - 1)) lastFrom--;
  return { reach, lastFrom };
}
