import { createHash } from 'node:crypto';

/** What the hashed bytes are (multiformats' table): a file's own, or a record's. */
const CODECS = { raw: 0x55, 'dag-cbor': 0x71 } as const;

/** CIDv1 and, after the codec, SHA-256 of 32 bytes. */
const VERSION = 1;
const SHA256 = [0x12, 32] as const;

/** 36 bytes in base 32, five bits a character, the last filled up with two more. */
const LENGTH = 58;
const SHAPE = /^b[a-z2-7]{58}$/;
const DIGITS = '0123456789abcdefghijklmnopqrstuv';
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** The name of bytes by their content, as Bluesky's servers give it: `bafkrei…` to a blob, `bafyrei…` to a record. */
export function cidOf(bytes: Uint8Array, codec: keyof typeof CODECS): string {
  const hash = createHash('sha256').update(bytes).digest();
  const cid = Buffer.concat([Buffer.of(VERSION, CODECS[codec], ...SHA256), hash]);
  const digits = (BigInt(`0x${cid.toString('hex')}`) << 2n).toString(32).padStart(LENGTH, '0');
  return `b${digits.replace(/./g, (digit) => BASE32.charAt(DIGITS.indexOf(digit)))}`;
}

/**
 * The bytes that such a name stands for.
 * @throws Error for anything else
 */
export function cidBytes(cid: string): Buffer {
  if (!SHAPE.test(cid)) throw new Error(`${JSON.stringify(cid)} is no CID of this kind`);
  const digits = Array.from(cid.slice(1), (letter) => BigInt(BASE32.indexOf(letter)));
  const number = digits.reduce((sum, digit) => sum * 32n + digit, 0n) >> 2n;
  return Buffer.from(number.toString(16).padStart(72, '0'), 'hex');
}
