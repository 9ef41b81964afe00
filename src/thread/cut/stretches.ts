import type { Stretch } from '../thread.ts';

/**
 * Finds which of `stretches` holds the text on both sides of a cut that takes away the white space from `end` to
 * `next`; those that overlap count as one.
 */
export function holder(stretches: readonly Stretch[]): (end: number, next: number) => Stretch | undefined {
  const united = union(stretches);
  return (end, next) => {
    let low = 0;
    let high = united.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((united[middle]?.start ?? end) < end) low = middle + 1;
      else high = middle;
    }
    const last = united[low - 1];
    return last !== undefined && last.end > next ? last : undefined;
  };
}

/** The same places covered by stretches that don't overlap, in order. */
function union(stretches: readonly Stretch[]): Stretch[] {
  const united: Stretch[] = [];
  for (const stretch of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = united.at(-1);
    if (last === undefined || last.end <= stretch.start) united.push(stretch);
    else if (last.end < stretch.end) united.splice(-1, 1, { start: last.start, end: stretch.end });
  }
  return united;
}

/** The parts of `text` that `pattern` separates, without the white space around them; blank ones are left out. */
export function parted(text: string, pattern: RegExp): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  for (const separator of [...text.matchAll(pattern), { 0: '', index: text.length }]) {
    const part = trimmed(text, { start, end: separator.index });
    if (part.end > part.start) found.push(part);
    start = separator.index + separator[0].length;
  }
  return found;
}

/** A stretch without the white space at its ends. */
export function trimmed(text: string, { start, end }: Stretch): Stretch {
  const part = text.slice(start, end);
  const kept = part.trimStart();
  return { start: end - kept.length, end: end - kept.length + kept.trimEnd().length };
}
