import type { Stretch } from '../thread.ts';

/** Finds the stretch that holds a place wholly. */
export type Holder = (place: Stretch) => Stretch | undefined;

/** Tells for a place whether one of some stretches holds it wholly. They must be in order and apart from one another. */
export function holder<S extends Stretch>(stretches: readonly S[]): (place: Stretch) => S | undefined {
  return ({ start, end }) => {
    const candidate = stretches[countWhile(stretches, (stretch) => stretch.start <= start) - 1];
    return candidate !== undefined && end <= candidate.end ? candidate : undefined;
  };
}

/** Tells for a place which of some stretches, in order and apart, first shares a part with it. */
export function toucher<S extends Stretch>(stretches: readonly S[]): (place: Stretch) => S | undefined {
  return ({ start, end }) => {
    const candidate = stretches[countWhile(stretches, (stretch) => stretch.end <= start)];
    return candidate !== undefined && candidate.start < end ? candidate : undefined;
  };
}

/** How many items come before the first for which `holds` is false; it may not be true again after that. */
export function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
