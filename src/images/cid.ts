import { createHash } from 'node:crypto';

/** CIDv1, content "raw", hash SHA-256 of 32 bytes (multiformats' tables). */
const PREFIX = '01551220';
/** 36 bytes in base 32, five bits a character, without padding. */
const LENGTH = 58;
const DIGITS = '0123456789abcdefghijklmnopqrstuv';
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** The name of bytes by their content, as Bluesky's servers give it to a blob: `bafkrei…`. */
export function cidOf(bytes: Uint8Array): string {
  const hash = createHash('sha256').update(bytes).digest('hex');
  // Two more bits fill up the last character.
  const digits = (BigInt(`0x${PREFIX}${hash}`) << 2n).toString(32).padStart(LENGTH, '0');
  return `b${digits.replace(/./g, (digit) => BASE32.charAt(DIGITS.indexOf(digit)))}`;
}
