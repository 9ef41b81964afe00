import { createHash } from 'node:crypto';

const BASE32 = '234567abcdefghijklmnopqrstuvwxyz';
const LENGTH = 13;

/**
 * A record key that sorts by time (AT Protocol, "TID"): 53 bits of microseconds since 1970 and a 10-bit clock id.
 * @param clockId 0–1023
 */
export function tid(micros: bigint, clockId: number): string {
  let rest = (micros << 10n) | BigInt(clockId);
  let text = '';
  for (let digit = 0; digit < LENGTH; digit++) {
    text = BASE32.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return text;
}

/** The clock id of a delivery: follows from its id, so that two of one millisecond do not meet. */
export function clockIdOf(delivery: string): number {
  return createHash('sha256').update(delivery).digest().readUInt16BE() & 1023;
}
