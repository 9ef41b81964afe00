import type { Hindrance } from '../publisher.ts';
import type { WorkerParts } from './parts.ts';

/** An account whose numbers could not be read is left alone for a while. */
export interface Rest {
  readonly untilMs: number;
  /** Readings that failed one after the other. */
  readonly failures: number;
}

const FIRST_MS = 30_000;
const MOST_MS = 15 * 60_000;
/** Only the author can go on: there is no hurry to find out whether they have. */
const AUTHOR_MS = 3_600_000;

/**
 * What follows a reading; `null`: nothing hindered it. A rate limit is waited for in silence; what fails is told once,
 * and again only after it has succeeded.
 */
export function restAfter(
  { clock, emit }: Pick<WorkerParts, 'clock' | 'emit'>,
  account: string,
  hindrance: Hindrance | null,
  before: Rest | null,
): Rest | null {
  if (hindrance === null) return null;
  const failed = before?.failures ?? 0;
  if (hindrance.kind === 'wait') return { untilMs: hindrance.untilMs, failures: failed };
  if (failed === 0) emit({ event: 'failed', what: `reading the numbers of ${account}`, why: hindrance.why });
  const pauseMs = hindrance.kind === 'give-up' ? AUTHOR_MS : Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failed, 10));
  return { untilMs: clock.nowMs() + pauseMs, failures: failed + 1 };
}
