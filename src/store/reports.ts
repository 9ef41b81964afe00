import type { AgedThread, DeliverySnapshot } from '../report/comparable.ts';
import type { ReportedThread } from '../report/groups.ts';
import type { Tally } from '../report/metrics/tally.ts';

/** What the reports are made from. */
export interface ReportOperations {
  /** Threads whose first post appeared from `fromMs` on and before `toMs`, in order. */
  threadsBetween(fromMs: number, toMs: number): Promise<readonly ReportedThread[]>;
  /** Those of them that were read near an age, as they stood then. */
  agedThreads(fromMs: number, toMs: number, ageMs: number): Promise<readonly AgedThread[]>;
  /** The last reading of each of their posts from each source, tombstones left out. */
  lastReadings(fromMs: number, toMs: number): Promise<readonly DeliverySnapshot[]>;
  /** Counts for machines, with the numbers of the `newest` posts. */
  tally(newest: number): Promise<Tally>;
}
