import type { Charge } from '../../platform.ts';
import { links } from './entities.ts';
import { prices } from './prices.ts';

/** Tells what X charges for, when it happens, by the dated price list. */
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
  const isNew = oncePerDay(nowMs);
  const tell = (what: string, count: number, each: number) => {
    if (count > 0) onCharge({ atMs: nowMs(), what, count, microUsd: count * each });
  };
  const read = (what: string, ids: readonly string[], each: number) =>
    tell(what, ids.filter((id) => isNew(`${what} ${id}`)).length, each);
  return {
    post(text) {
      const hasUrl = links(text).length > 0;
      tell(hasUrl ? 'post with URL' : 'post', 1, hasUrl ? prices.postWithUrl : prices.post);
    },
    altText: () => tell('alt text', 1, prices.altText),
    ownedReads: (ids) => read('owned read', ids, prices.ownedRead),
    reads: (ids) => read('post read', ids, prices.read),
    user: (id) => read('user read', [id], prices.userRead),
    deletion: () => tell('delete', 1, prices.delete),
  };
}

/** Which of the author's two budgets a charge counts against. */
export function purposeOf({ what }: Charge): 'send' | 'read' {
  return what.endsWith(' read') ? 'read' : 'send';
}

/** X charges a resource that is read again on the same UTC day once (docs.x.com pricing, "Deduplication"). */
function oncePerDay(nowMs: () => number): (resource: string) => boolean {
  let day = '';
  const seen = new Set<string>();
  return (resource) => {
    const today = new Date(nowMs()).toISOString().slice(0, 10);
    if (today !== day) seen.clear();
    day = today;
    const isNew = !seen.has(resource);
    seen.add(resource);
    return isNew;
  };
}
