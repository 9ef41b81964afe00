import type { AgedThread } from '../report/comparable.ts';
import type { LatestNumbers } from '../report/glance.ts';
import type { ComparedThread, ReportedThread } from '../report/groups.ts';
import type { Tally } from '../report/metrics/tally.ts';

/** What the reports are made from. */
export interface ReportOperations {
  /** Threads whose first post appeared from `fromMs` on and before `toMs`, in order. */
  threadsBetween(fromMs: number, toMs: number): Promise<readonly ReportedThread[]>;
  /** When the thread began that is the `newest`-th before `toMs`; `null` where there are fewer. */
  nthNewest(newest: number, toMs: number): Promise<number | null>;
  /** What the same threads are compared by. */
  comparedThreads(fromMs: number, toMs: number): Promise<readonly ComparedThread[]>;
  /** Those of them that were read near an age, as they stood then. */
  agedThreads(fromMs: number, toMs: number, ageMs: number): Promise<readonly AgedThread[]>;
  /** Those of them that were read at all, by the last reading of each of their posts that is no tombstone. */
  latestNumbers(fromMs: number, toMs: number): Promise<readonly LatestNumbers[]>;
  /** Counts for machines, with the numbers of the `newest` posts. */
  tally(newest: number): Promise<Tally>;
}
