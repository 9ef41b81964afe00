/** What X charges for, in US dollars: per request, and for reads per resource returned. */
export interface Prices {
  post: number;
  'post with URL': number;
  'owned read': number;
  'post read': number;
  'user read': number;
  'alt text': number;
  delete: number;
}

/**
 * docs.x.com/x-api/getting-started/pricing, source of 2026-08-13. Media uploads have no row there and cost nothing
 * here; whether `users/me` is billed is not stated, so it is.
 */
export const pricesOfAugust2026: Prices = {
  post: 0.015,
  'post with URL': 0.2,
  'owned read': 0.001,
  'post read': 0.005,
  'user read': 0.01,
  'alt text': 0.005,
  delete: 0.01,
};

export type Charge = keyof Prices;

export interface LedgerEntry {
  readonly account: string;
  /** UTC day, `2026-11-24`. */
  readonly day: string;
  /** Milliseconds since the epoch, by the platform's clock. */
  readonly at: number;
  readonly what: Charge;
  /** The post, user or media that was written or read. */
  readonly resource: string;
  readonly usd: number;
}

const reads: ReadonlySet<Charge> = new Set(['owned read', 'post read', 'user read']);

/** What the platform has charged so far. A resource read again on the same UTC day is not charged again. */
export class Ledger {
  readonly entries: LedgerEntry[] = [];
  readonly #read = new Set<string>();
  #microUsd = 0;

  charge(account: string, what: Charge, resource: string, at: number, usd: number): void {
    const day = new Date(at).toISOString().slice(0, 10);
    if (reads.has(what) && !this.#isNew(`${day} ${account} ${what} ${resource}`)) return;
    this.#microUsd += Math.round(usd * 1e6);
    this.entries.push({ account, day, at, what, resource, usd });
  }

  /** Sum in US dollars, of everything or of one UTC day, without the errors of adding fractions. */
  total(day?: string): number {
    if (day === undefined) return this.#microUsd / 1e6;
    return this.entries.reduce((sum, entry) => sum + (entry.day === day ? Math.round(entry.usd * 1e6) : 0), 0) / 1e6;
  }

  /** How many charges of one kind were made. */
  count(what: Charge): number {
    return this.entries.reduce((sum, entry) => sum + (entry.what === what ? 1 : 0), 0);
  }

  #isNew(key: string): boolean {
    if (this.#read.has(key)) return false;
    this.#read.add(key);
    return true;
  }
}
