import type { Rules } from '../rules.ts';

/** Measures runs of text in the platform's own units, each distinct short one once. */
export interface Gauge {
  /** Length of `text` standing alone. */
  width(text: string): number;
  /** What `space` between two words adds to the length of a post. */
  gap(space: string): number;
}

/** Longer runs than a post are not asked about twice. */
const remembered = 2000;

export function gaugeOf(rules: Rules): Gauge {
  const known = new Map<string, number>();
  const measure = (text: string): number => (text === '' ? 0 : rules.measure(text).value);
  const width = (text: string): number => {
    if (text.length > remembered) return measure(text);
    const old = known.get(text);
    if (old !== undefined) return old;
    const value = measure(text);
    known.set(text, value);
    return value;
  };
  // Space is measured between letters: some platforms trim a text, or call blank text invalid.
  return { width, gap: (space) => (space === '' ? 0 : width(`x${space}x`) - 2 * width('x')) };
}
