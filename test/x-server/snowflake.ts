/** Snowflake ids count milliseconds from 2010-11-04T01:42:54.657Z. */
const epoch = 1_288_834_974_657n;
const sequenceBits = 22n;

/** X's ids: 42 bits of time, then 22 bits that tell ids of one millisecond apart. Later ids are always greater. */
export class Snowflakes {
  #last = 0n;

  next(now: number): string {
    const first = (BigInt(Math.floor(now)) - epoch) << sequenceBits;
    this.#last = first > this.#last ? first : this.#last + 1n;
    return this.#last.toString();
  }
}

/** Order of two ids by their value, which is their order in time. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
