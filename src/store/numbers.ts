import type { Measurable } from '../report/measurable.ts';
import type { Snapshot } from '../report/snapshot.ts';

export interface NumberOperations {
  /**
   * Adds readings of one delivery, and notes when it was read and the greatest reading age that is served; -1 serves
   * none and is no reading of the worker's. The same reading twice is one.
   */
  addSnapshots(delivery: string, servedMs: number, snapshots: readonly Snapshot[]): Promise<void>;
  snapshots(delivery: string): Promise<readonly Snapshot[]>;
  /**
   * Deliveries with posts out whose readings are not yet all taken (less than `lastAgeMs` served), or that were read at
   * or after `readSinceMs`; the newest first.
   */
  measurable(lastAgeMs: number, readSinceMs: number): Promise<readonly Measurable[]>;
  /** Those of them that have changed since this instant, as published ones do last. */
  measurableSince(lastAgeMs: number, changedMs: number): Promise<readonly Measurable[]>;
  /** One of them as it is now; `null` where nothing of it is out. */
  measurableDelivery(id: string): Promise<Measurable | null>;
  /** Indices of the posts of a delivery that have a tombstone. */
  gonePosts(delivery: string): Promise<ReadonlySet<number>>;
}
