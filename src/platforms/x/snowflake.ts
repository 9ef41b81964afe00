/** X's ids count milliseconds from 2010-11-04T01:42:54.657Z in their upper 42 bits (Snowflake, 2010). */
const EPOCH = 1_288_834_974_657n;
const LOWER_BITS = 22n;

/** The least id that a post of this instant, in epoch milliseconds, can have. */
export function idAt(ms: number): string {
  const sinceEpoch = BigInt(Math.floor(ms)) - EPOCH;
  return String(sinceEpoch > 0n ? sinceEpoch << LOWER_BITS : 0n);
}

/** When a post appeared, in epoch milliseconds. */
export function timeOf(id: string): number {
  return Number((BigInt(id) >> LOWER_BITS) + EPOCH);
}

export function before(id: string): string {
  return String(BigInt(id) - 1n);
}

export function after(id: string): string {
  return String(BigInt(id) + 1n);
}

/** Order of two ids, which is their order in time. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
