import type { WorkerParts } from './parts.ts';

/** How often a worker notes that it is alive. */
const PULSE_MS = 15_000;

/**
 * Called after every tick that went well: notes it in the store four times a minute, for `spool health` and for whoever
 * asks which hosts there are.
 */
export function pulse({ store, clock, host, owner }: Pick<WorkerParts, 'store' | 'clock' | 'host' | 'owner'>) {
  let lastMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const nowMs = clock.nowMs();
    // Either way: the clock may have been set back.
    if (Math.abs(nowMs - lastMs) < PULSE_MS) return;
    await store.beat({ ...host, owner }, nowMs);
    lastMs = nowMs;
  };
}
