import type { State } from '../delivery/delivery.ts';

/** What decides when a delivery's numbers are read next. */
export interface Measurable {
  readonly id: string;
  readonly live: boolean;
  readonly state: State;
  /** Greatest reading age served so far, in milliseconds; -1 before the first. */
  readonly measuredMs: number;
  /** When its first post appeared. */
  readonly firstMs: number;
}

/** States in which no further post is about to appear. */
const SETTLED: readonly State[] = ['published', 'needs-author', 'failed', 'cancelled'];

/**
 * The greatest reading age that has come and is not served yet, or `null`; ages are counted from the first post. Ages
 * that passed while the worker was down are served by this one reading, taken late with its real time: none is made up
 * for them. A rehearsal is read at age 0 too, so that a newcomer sees a first reading at once.
 */
export function dueReading(delivery: Measurable, configuredMs: readonly number[], nowMs: number): number | null {
  if (!SETTLED.includes(delivery.state)) return null;
  const ages = delivery.live ? configuredMs : [0, ...configuredMs];
  const due = ages.filter((age) => age <= nowMs - delivery.firstMs && age > delivery.measuredMs);
  return due.length === 0 ? null : Math.max(...due);
}
