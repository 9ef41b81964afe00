import type { Lease } from '../store/lanes.ts';
import type { PublishingParts } from './parts.ts';

/** How often a lease is renewed while it lasts: a request may take longer than that. */
const RENEWALS = 4;

/** A lease that renews itself until it is released. */
export interface HeldLease {
  /** As it was last renewed: with a higher fence where it had run out, and nobody had taken it meanwhile. */
  readonly lease: Lease;
  /** Renews it now; `null` where another worker has it, or had it meanwhile: what was read before may hold no longer. */
  renew(): Promise<Lease | null>;
  release(): Promise<void>;
}

/** `null` where another worker holds it. */
export async function holdLease(parts: PublishingParts, name: string): Promise<HeldLease | null> {
  const { store, clock, owner, emit } = parts;
  const { leaseMs } = parts.timing;
  const take = () => store.takeLease(name, owner, clock.nowMs(), leaseMs);
  const first = await take();
  if (first === null) return null;
  let [held, newest, isLost] = [first, first, false];
  const renew = async () => {
    const renewed = await take();
    // Taken anew by its own holder a lease goes up by one fence; any more, and somebody else has had it.
    isLost ||= renewed === null || renewed.fence > held.fence + 1;
    newest = renewed ?? newest;
    if (isLost || renewed === null) return null;
    held = renewed;
    return renewed;
  };
  const stopRenewing = clock.every(leaseMs / RENEWALS, () => {
    renew().catch((error: unknown) => {
      emit({ event: 'failed', what: `renewing the lease on ${name}`, why: String(error) });
    });
  });
  return {
    get lease() {
      return held;
    },
    renew,
    async release() {
      stopRenewing();
      await store.dropLease(newest);
    },
  };
}
