/** After the longest beginning that fits, so many of the next items are tried one by one in the room that is left. */
const further = 6;

/**
 * The items of a sequence that fit a budget: its longest beginning, found with about twice as many questions as that
 * has binary digits, and then single ones that still fit beside it. The sequence is only read as far as needed.
 */
export function affordable<T>(
  sequence: Iterator<T>,
  expected: number,
  fits: (items: readonly T[]) => boolean,
): readonly T[] {
  const read: T[] = [];
  const first = (count: number): readonly T[] => {
    while (read.length < count) {
      const { value, done } = sequence.next();
      if (done) break;
      read.push(value);
    }
    return read.slice(0, count);
  };
  let low = 0;
  let high = Math.max(1, expected);
  for (;;) {
    const items = first(high);
    if (!fits(items)) break;
    if (items.length < high) return items;
    low = high;
    high *= 2;
  }
  high = Math.min(high, read.length);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(read.slice(0, middle))) low = middle;
    else high = middle;
  }
  let taken = read.slice(0, low);
  for (const item of first(low + 1 + further).slice(low + 1)) {
    if (fits([...taken, item])) taken = [...taken, item];
  }
  return taken;
}
