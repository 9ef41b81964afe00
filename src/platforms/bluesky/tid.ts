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

/** Microseconds of a millisecond that the keys may start at; the 200 posts of the longest thread have room after it. */
const OFFSETS = 800n;

/**
 * The record keys of a delivery that is sealed in this millisecond, by place from 0. The rest of the time, and the clock
 * id, follow from the delivery's id, so that two of one millisecond do not meet.
 */
export function recordKeys(delivery: string, nowMs: number): (place: number) => string {
  const hash = createHash('sha256').update(delivery).digest();
  const start = BigInt(nowMs) * 1_000n + (BigInt(hash.readUInt32BE(2)) % OFFSETS);
  const clockId = hash.readUInt16BE() & 1023;
  return (place) => tid(start + BigInt(place), clockId);
}
