import type { AgedThread } from '../../report/comparable.ts';
import type { ReportedThread } from '../../report/groups.ts';
import { DAY_MS } from '../../schedule/duration.ts';
import type { Store } from '../../store.ts';
import { type Month, monthOf } from './money.ts';

/** What twelve months hold for comparing threads. */
export interface Year {
  readonly threads: readonly ReportedThread[];
  /** As they stood at the age at which they are compared. */
  readonly aged: readonly AgedThread[];
}

/** After this nothing is read of a thread any more, nor posted to it. */
const SETTLED_MS = 45 * DAY_MS;
const MONTHS = 12;
/** Months that are kept. */
const KEPT = 18;

/** Reads years month by month, and each that is long past once: thousands of plans take their time to read. */
export function createYears(store: Pick<Store, 'threadsBetween' | 'agedThreads'>, ageMs: number) {
  const kept = new Map<string, Promise<Year>>();
  const read = async ({ fromMs, untilMs }: Month): Promise<Year> => ({
    threads: await store.threadsBetween(fromMs, untilMs),
    aged: await store.agedThreads(fromMs, untilMs, ageMs),
  });
  const monthly = (month: Month, key: string, nowMs: number): Promise<Year> => {
    if (month.untilMs > nowMs - SETTLED_MS) return read(month);
    const made = kept.get(key) ?? read(month);
    kept.delete(key);
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
    return made;
  };
  /** The year that ends with this month. */
  return async (last: Month, zone: string, nowMs: number): Promise<Year> => {
    const months: Year[] = [];
    let month = last;
    for (let index = 0; index < MONTHS; index += 1) {
      months.unshift(await monthly(month, `${month.name} ${zone}`, nowMs));
      month = monthOf(month.before, zone, nowMs);
    }
    return { threads: months.flatMap(({ threads }) => threads), aged: months.flatMap(({ aged }) => aged) };
  };
}
