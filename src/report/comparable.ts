import type { Compared, ReportedThread } from './groups.ts';
import { type Numbers, sumOf } from './numbers.ts';
import type { Snapshot } from './snapshot.ts';

/** A reading with the delivery it belongs to. */
export interface DeliverySnapshot extends Snapshot {
  readonly delivery: string;
}

/** How far from the wanted age a reading may be and still count as taken at it, as a share of the age. */
const TOLERANCE = 0.2;

/** The ages between which a reading counts as taken at `ageMs`. */
export function near(ageMs: number): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: ageMs * (1 - TOLERANCE), toMs: ageMs * (1 + TOLERANCE) };
}

/**
 * Threads at one age, so that an old one has no head start: of every post the reading nearest to the age. Left out is
 * what cannot be compared: a thread that is not complete, one that is too young, and one of which any post was not read
 * near that age.
 */
export function comparable(
  threads: readonly ReportedThread[],
  snapshots: readonly DeliverySnapshot[],
  ageMs: number,
): readonly Compared[] {
  const byDelivery = Map.groupBy(snapshots, ({ delivery }) => delivery);
  return threads.flatMap((thread) => {
    const numbers = numbersAt(byDelivery.get(thread.id) ?? [], ageMs);
    return thread.sent === thread.posts && numbers.length === thread.sent ? [{ thread, numbers: sumOf(numbers) }] : [];
  });
}

function numbersAt(snapshots: readonly DeliverySnapshot[], ageMs: number): readonly Numbers[] {
  const { fromMs, toMs } = near(ageMs);
  const nearest = new Map<number, DeliverySnapshot>();
  for (const snapshot of snapshots) {
    if (snapshot.gone || snapshot.ageMs < fromMs || snapshot.ageMs > toMs) continue;
    const best = nearest.get(snapshot.index);
    const isNearer = best === undefined || Math.abs(snapshot.ageMs - ageMs) < Math.abs(best.ageMs - ageMs);
    if (isNearer) nearest.set(snapshot.index, snapshot);
  }
  return [...nearest.values()];
}
