import type { Charge } from '../../publisher.ts';
import { links } from './entities.ts';
import { prices } from './prices.ts';

/**
 * Tells what X charges for, when it happens, by the dated price list. What is read again on the same UTC day is told
 * again, with its ids: X charges for it once (docs.x.com pricing, "Deduplication"), and the ledger knows of other
 * processes too.
 */
export interface Charges {
  /** A post that is out. */
  post(text: string): void;
  altText(): void;
  /** Posts of the account's own timeline that an answer held. */
  ownedReads(ids: readonly string[]): void;
  /** Posts that were read by their ids. */
  reads(ids: readonly string[]): void;
  user(id: string): void;
  deletion(): void;
}

/**
 * @param onCharge must not throw: what it cannot keep is its own to tell
 */
export function chargesTo(onCharge: (charge: Charge) => void, nowMs: () => number): Charges {
  const tell = (what: string, each: number) => onCharge({ atMs: nowMs(), what, count: 1, microUsd: each });
  const read = (what: string, resources: readonly string[], each: number) => {
    const count = resources.length;
    if (count > 0) onCharge({ atMs: nowMs(), what, count, microUsd: count * each, resources });
  };
  return {
    post(text) {
      const hasUrl = links(text).length > 0;
      tell(hasUrl ? 'post with URL' : 'post', hasUrl ? prices.postWithUrl : prices.post);
    },
    altText: () => tell('alt text', prices.altText),
    ownedReads: (ids) => read('owned read', ids, prices.ownedRead),
    reads: (ids) => read('post read', ids, prices.read),
    user: (id) => read('user read', [id], prices.userRead),
    deletion: () => tell('delete', prices.delete),
  };
}
