import type { Lease } from '../store.ts';
import type { PublishingParts } from './parts.ts';

/** How long a lease lasts without being renewed. A worker that dies holds up its accounts no longer than this. */
const LEASE_MS = 20_000;
/** How often it is renewed: a request may take longer than a lease lasts. */
const RENEW_MS = 5_000;

/** A lease that renews itself until it is released. */
export interface HeldLease {
  readonly lease: Lease;
  release(): Promise<void>;
}

/** `null` where another worker holds it. */
export async function holdLease(parts: PublishingParts, name: string): Promise<HeldLease | null> {
  const { store, clock, owner, emit } = parts;
  const lease = await store.takeLease(name, owner, clock.nowMs(), LEASE_MS);
  if (lease === null) return null;
  const stopRenewing = clock.every(RENEW_MS, () => {
    store.takeLease(name, owner, clock.nowMs(), LEASE_MS).catch((error: unknown) => {
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
