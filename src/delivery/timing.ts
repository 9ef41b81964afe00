/** The waiting times of publishing. All in milliseconds. */
export interface Timing {
  /** A send later than this after its intent is abandoned: the machine may have slept in between. */
  readonly staleMs: number;
  /** After which a request is given up, its outcome unknown. */
  readonly requestMs: number;
  /** First pause before sending again what was not sent; doubles each time. */
  readonly backoffMs: number;
  readonly backoffMostMs: number;
  /** A delivery that has not finished this long after its first attempt is handed to the author. */
  readonly giveUpMs: number;
  /** Sends of one step that follow a proven absence before the author decides. */
  readonly resends: number;
  /** Pause after a read that failed. */
  readonly rereadMs: number;
  /** How long an account's lease lasts without being renewed: a worker that dies holds its accounts up no longer. */
  readonly leaseMs: number;
  /** A half thread that has made no progress for so long is told loudly. */
  readonly alarmMs: number;
}

export const DEFAULT_TIMING: Timing = {
  staleMs: 5_000,
  requestMs: 30_000,
  backoffMs: 5_000,
  backoffMostMs: 15 * 60_000,
  giveUpMs: 24 * 3_600_000,
  resends: 2,
  rereadMs: 30_000,
  leaseMs: 20_000,
  alarmMs: 30 * 60_000,
};
