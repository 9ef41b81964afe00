import { type AgedThread, comparedSince, MOST_COMPARED } from '../../report/comparable.ts';
import type { ComparedThread } from '../../report/groups.ts';
import { DAY_MS } from '../../schedule/duration.ts';
import type { Store } from '../../store.ts';
import { type Month, monthOf } from './money.ts';

/** What twelve months hold for comparing threads. */
export interface Year extends Compared {
  /** Since when, as `comparedSince` has it. */
  readonly sinceMs: number;
}

/** What a month of it holds. */
interface Compared {
  readonly threads: readonly ComparedThread[];
  /** As they stood at the age at which they are compared. */
  readonly aged: readonly AgedThread[];
}

/** After this nothing is read of a thread any more, nor posted to it. */
const SETTLED_MS = 45 * DAY_MS;
/** Months that are kept. */
const KEPT = 18;

/** Reads years month by month, and each that is long past once: thousands of threads take their time to read. */
export function createYears(store: Pick<Store, 'nthNewest' | 'comparedThreads' | 'agedThreads'>, ageMs: number) {
  const kept = new Map<string, Promise<Compared>>();
  const read = async ({ fromMs, untilMs }: Month): Promise<Compared> => ({
    threads: await store.comparedThreads(fromMs, untilMs),
    aged: await store.agedThreads(fromMs, untilMs, ageMs),
  });
  const monthly = (month: Month, key: string, nowMs: number): Promise<Compared> => {
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
    const sinceMs = comparedSince(last.untilMs, await store.nthNewest(MOST_COMPARED, last.untilMs));
    const months: Compared[] = [];
    for (let month = last; month.untilMs > sinceMs; month = monthOf(month.before, zone, nowMs)) {
      months.unshift(await monthly(month, `${month.name} ${zone}`, nowMs));
    }
    const threads = months.flatMap((month) => month.threads).filter(({ firstMs }) => firstMs >= sinceMs);
    return { sinceMs, threads, aged: months.flatMap(({ aged }) => aged) };
  };
}
