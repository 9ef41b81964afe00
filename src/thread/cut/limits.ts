/**
 * How far posts may go, measured on the texts themselves, for articles whose widths don't tell what fits: a platform
 * may count bytes as well, or count two runs together otherwise than each of them alone. By break, the furthest one.
 *
 * `windows`: what fits goes on fitting when its beginning is left away, so two pointers that move forward find all
 * windows in linear time. `posts`: nothing is taken for granted, each window grows from a single part while it fits.
 *
 * @param end index of the last break
 * @param fits whether the text between two breaks fits a post
 */
export function measuredReach(
  end: number,
  fits: (from: number, to: number) => boolean,
  measured: 'windows' | 'posts',
): number[] {
  const reach: number[] = [];
  for (let from = 0, to = 1; from < end; from++) {
    to = measured === 'posts' ? from + 1 : Math.max(to, from + 1);
    while (to > from + 1 && !fits(from, to)) to--;
    while (to < end && fits(from, to + 1)) to++;
    reach.push(to);
  }
  return reach;
}

/** The first break from which on the text up to the last one fits the last post. */
export function measuredLast(end: number, fits: (from: number) => boolean): number {
  let first = end;
  while (first > 0 && fits(first - 1)) first--;
  return first;
}
