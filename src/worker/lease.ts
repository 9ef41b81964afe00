import type { Lease } from '../store.ts';
import type { PublishingParts } from './parts.ts';

/** How often a lease is renewed while it lasts: a request may take longer than that. */
const RENEWALS = 4;

/** A lease that renews itself until it is released. */
export interface HeldLease {
  /** As it was last renewed: it has another fence where it had run out meanwhile. */
  readonly lease: Lease;
  /** Renews it now; `null` where another worker holds it by now. */
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
  let held = first;
  const renew = async () => {
    const renewed = await take();
    held = renewed ?? held;
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
      await store.dropLease(held);
    },
  };
}
