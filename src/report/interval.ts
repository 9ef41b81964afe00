/** A median of several threads, with how sure it is. */
export interface Estimate {
  /** How many threads stand behind it. */
  readonly count: number;
  /** `null` for none. */
  readonly median: number | null;
  /** 95 % interval of the median; `null` where there are too few to say. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/**
 * Below six the interval of a median reaches beyond the values there are: the chance that the median lies outside all of
 * `n` values is 2 · 0.5ⁿ, which is under 5 % from six on.
 */
export const FEWEST = 6;

const SURE = 0.95;

/**
 * The median and its distribution-free interval from the order statistics (Conover, Practical Nonparametric Statistics,
 * 3.2): of `n` values sorted, the `k`-th from either end enclose the median with the chance that a fair coin thrown `n`
 * times shows from `k` to `n - k` heads. The narrowest such pair that is 95 % sure. No randomness.
 */
export function estimate(values: readonly number[]): Estimate {
  const sorted = Float64Array.from(values).sort();
  const count = sorted.length;
  const rank = rankFromEnd(count);
  const low = sorted[rank];
  const high = sorted[count - 1 - rank];
  const isSaid = count >= FEWEST && low !== undefined && high !== undefined;
  return { count, median: medianOf(sorted), interval: isSaid ? { low, high } : null };
}

function medianOf(sorted: Float64Array): number | null {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** The greatest rank, from 0, whose two tails together are rarer than 5 %. Logarithms: 0.5ⁿ vanishes beyond 1,074. */
function rankFromEnd(count: number): number {
  let logOfTerm = -count * Math.LN2;
  let tail = Math.exp(logOfTerm);
  let rank = 0;
  while (rank < count / 2) {
    logOfTerm += Math.log((count - rank) / (rank + 1));
    tail += Math.exp(logOfTerm);
    if (2 * tail > 1 - SURE) return rank;
    rank += 1;
  }
  return rank;
}
