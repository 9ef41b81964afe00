/** One line of the ledger: something a platform charged for. */
export interface LedgerLine {
  readonly account: string;
  readonly purpose: 'send' | 'read';
  readonly atMs: number;
  /** As in the price list: `post`, `owned read`, … */
  readonly what: string;
  readonly count: number;
  /** Millionths of a US dollar for all of them. */
  readonly microUsd: number;
}

/** What a stretch of time cost, by the ledger. */
export interface Spending {
  readonly sendUsd: number;
  readonly readUsd: number;
  /** By purpose and thing, the dearest first. */
  readonly lines: readonly {
    readonly purpose: 'send' | 'read';
    readonly what: string;
    readonly count: number;
    readonly usd: number;
  }[];
  /** Sending and reading together for a thousand impressions; `null` where there are none. */
  readonly usdPerThousand: number | null;
}

/** Sums in millionths are exact; dollars are made of them last. */
export function spendingOf(ledger: readonly LedgerLine[], impressions: number | null): Spending {
  const lines = [...Map.groupBy(ledger, ({ purpose, what }) => `${purpose} ${what}`).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const count = same.reduce((sum, line) => sum + line.count, 0);
    return [{ purpose: first.purpose, what: first.what, count, usd: usdOf(same) }];
  });
  const [sendUsd, readUsd] = [usdOf(purposed(ledger, 'send')), usdOf(purposed(ledger, 'read'))];
  return {
    ...{ sendUsd, readUsd },
    lines: lines.toSorted((a, b) => b.usd - a.usd),
    usdPerThousand: impressions === null || impressions === 0 ? null : (usdOf(ledger) * 1_000) / impressions,
  };
}

function purposed(ledger: readonly LedgerLine[], purpose: LedgerLine['purpose']): readonly LedgerLine[] {
  return ledger.filter((line) => line.purpose === purpose);
}

function usdOf(ledger: readonly LedgerLine[]): number {
  return ledger.reduce((sum, line) => sum + line.microUsd, 0) / 1_000_000;
}
