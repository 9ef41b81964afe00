import type { Lease } from '../store.ts';
import type { PublishingParts } from './parts.ts';

/** How often a lease is renewed while it lasts: a request may take longer than that. */
const RENEWALS = 4;

/** A lease that renews itself until it is released. */
export interface HeldLease {
  readonly lease: Lease;
  release(): Promise<void>;
}

/** `null` where another worker holds it. */
export async function holdLease(parts: PublishingParts, name: string): Promise<HeldLease | null> {
  const { store, clock, owner, emit } = parts;
  const { leaseMs } = parts.timing;
  const lease = await store.takeLease(name, owner, clock.nowMs(), leaseMs);
  if (lease === null) return null;
  const stopRenewing = clock.every(leaseMs / RENEWALS, () => {
    store.takeLease(name, owner, clock.nowMs(), leaseMs).catch((error: unknown) => {
      emit({ event: 'failed', what: `renewing the lease on ${name}`, why: String(error) });
    });
  });
  return {
    lease,
    async release() {
      stopRenewing();
      await store.dropLease(lease);
    },
  };
}
