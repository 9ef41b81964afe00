import type { WorkerParts } from './parts.ts';

/** How often a worker notes that it is alive. */
const PULSE_MS = 30_000;

/** Called after every tick that went well: notes it in the store every half minute, for `spool health`. */
export function pulse({ store, clock, owner }: Pick<WorkerParts, 'store' | 'clock' | 'owner'>): () => Promise<void> {
  let lastMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const nowMs = clock.nowMs();
    // Either way: the clock may have been set back.
    if (Math.abs(nowMs - lastMs) < PULSE_MS) return;
    await store.beat(owner, nowMs);
    lastMs = nowMs;
  };
}
