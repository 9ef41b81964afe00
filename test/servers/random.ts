/** A number in [0, 1), as `Math.random` gives, but the same sequence for the same seed. */
export type Random = () => number;

/** The generator mulberry32 (Tommy Ettinger, 2017): 32 bits of state, good enough to choose faults and delays. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Milliseconds: always so many, evenly drawn between two bounds, or drawn by a function from the seeded generator. */
export type Span = number | readonly [least: number, most: number] | ((random: Random) => number);

/** Draws one length of time. */
export function draw(span: Span, random: Random): number {
  if (typeof span === 'number') return span;
  if (typeof span === 'function') return span(random);
  const [least, most] = span;
  return least + Math.floor(random() * (most - least + 1));
}
