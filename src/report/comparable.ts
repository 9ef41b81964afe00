import type { Compared, ReportedThread } from './groups.ts';
import type { Numbers } from './numbers.ts';
import type { Snapshot } from './snapshot.ts';

/** A reading with the delivery it belongs to. */
export interface DeliverySnapshot extends Snapshot {
  readonly delivery: string;
}

/** A thread at one age, so that an old one has no head start: of each of its posts the reading nearest to that age. */
export interface AgedThread {
  readonly delivery: string;
  /** How many of its posts were read near that age. */
  readonly posts: number;
  /** What those had, together. */
  readonly numbers: Numbers;
}

/** How far from the wanted age a reading may be and still count as taken at it, as a share of the age. */
const TOLERANCE = 0.2;

/** The ages between which a reading counts as taken at `ageMs`. */
export function near(ageMs: number): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: ageMs * (1 - TOLERANCE), toMs: ageMs * (1 + TOLERANCE) };
}

/**
 * Threads with their numbers at one age. Left out is what cannot be compared: a thread that is not complete, one that is
 * too young, and one of which any post was not read near that age.
 */
export function comparable(threads: readonly ReportedThread[], aged: readonly AgedThread[]): readonly Compared[] {
  const byDelivery = new Map(aged.map((each) => [each.delivery, each]));
  return threads.flatMap((thread) => {
    const found = byDelivery.get(thread.id);
    const isWhole = thread.sent === thread.posts && found?.posts === thread.sent;
    return isWhole ? [{ thread, numbers: found.numbers }] : [];
  });
}
