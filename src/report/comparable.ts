import { DAY_MS } from '../schedule/duration.ts';
import type { Compared, ComparedThread } from './groups.ts';
import type { Numbers } from './numbers.ts';

/** A thread at one age, so that an old one has no head start: of each of its posts the reading nearest to that age. */
export interface AgedThread {
  readonly delivery: string;
  /** How many of its posts were read near that age. */
  readonly posts: number;
  /** What those had, together. */
  readonly numbers: Numbers;
}

/** How far back threads are compared, so that a habit of long ago does not decide. */
const YEAR_MS = 365 * DAY_MS;

/** A newsroom has more in a year. Between the ends of the interval of a median of so many lie three of a hundred of them. */
export const MOST_COMPARED = 5_000;

/**
 * Since when threads are compared that began before `toMs`.
 * @param newestMs when the one began that is the `MOST_COMPARED`-th before then; `null` where there are fewer
 */
export function comparedSince(toMs: number, newestMs: number | null): number {
  return Math.max(toMs - YEAR_MS, newestMs ?? 0);
}

/** How far from the wanted age a reading may be and still count as taken at it, as a share of the age. */
const TOLERANCE = 0.2;

/** The ages between which a reading counts as taken at `ageMs`. */
export function near(ageMs: number): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: ageMs * (1 - TOLERANCE), toMs: ageMs * (1 + TOLERANCE) };
}

/**
 * Threads with their numbers at one age. Left out is what cannot be compared: a thread of which any post that was planned
 * was not read near that age, for it is too young, or not complete.
 */
export function comparable(threads: readonly ComparedThread[], aged: readonly AgedThread[]): readonly Compared[] {
  const byDelivery = new Map<string, AgedThread>();
  for (const each of aged) byDelivery.set(each.delivery, each);
  const compared: Compared[] = [];
  for (const thread of threads) {
    const found = byDelivery.get(thread.id);
    if (found?.posts === thread.posts) compared.push({ thread, numbers: found.numbers });
  }
  return compared;
}
