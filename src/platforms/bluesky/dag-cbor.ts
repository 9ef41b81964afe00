import { cidBytes } from '../../cid.ts';

/** Major types of CBOR (RFC 8949, section 3.1). */
const [UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG] = [0, 1, 2, 3, 4, 5, 6] as const;
const [FALSE, TRUE, NULL] = [0xf4, 0xf5, 0xf6] as const;
/** The tag of a link, whose bytes begin with a zero (DAG-CBOR specification, "Links"). */
const LINK = 42;

/**
 * The one byte form of a record, from its JSON (AT Protocol's data model, which is DAG-CBOR): keys by length, then by
 * byte, numbers as short as they go, `{ $link }` as a link. What is `undefined` is left out, as in JSON.
 * @throws Error for what a record cannot hold, such as a fraction
 */
export function encode(value: unknown): Buffer {
  const out: Buffer[] = [];
  write(value, out);
  return Buffer.concat(out);
}

function write(value: unknown, out: Buffer[]): void {
  if (value === null) out.push(Buffer.of(NULL));
  else if (typeof value === 'boolean') out.push(Buffer.of(value ? TRUE : FALSE));
  else if (typeof value === 'string') writeString(TEXT, Buffer.from(value), out);
  else if (typeof value === 'number' && Number.isSafeInteger(value)) {
    out.push(value < 0 ? head(NEGATIVE, -1 - value) : head(UNSIGNED, value));
  } else if (Array.isArray(value)) {
    out.push(head(ARRAY, value.length));
    for (const each of value) write(each, out);
  } else if (typeof value === 'object') writeObject(value, out);
  else throw new Error(`a record cannot hold ${String(value)}`);
}

function writeObject(object: object, out: Buffer[]): void {
  const entries: [string, unknown][] = Object.entries(object).filter(([, value]) => value !== undefined);
  const [[key, only] = []] = entries;
  if (entries.length === 1 && key === '$link') {
    out.push(head(TAG, LINK));
    writeString(BYTES, Buffer.concat([Buffer.of(0), cidBytes(String(only))]), out);
    return;
  }
  const sorted = entries
    .map(([name, value]) => ({ name: Buffer.from(name), value }))
    .sort((a, b) => a.name.length - b.name.length || Buffer.compare(a.name, b.name));
  out.push(head(MAP, sorted.length));
  for (const { name, value: each } of sorted) {
    writeString(TEXT, name, out);
    write(each, out);
  }
}

function writeString(major: number, bytes: Buffer, out: Buffer[]): void {
  out.push(head(major, bytes.length), bytes);
}

/** Major type and number, as short as they go. */
function head(major: number, number: number): Buffer {
  const first = major << 5;
  if (number < 24) return Buffer.of(first | number);
  const size = number < 2 ** 8 ? 1 : number < 2 ** 16 ? 2 : number < 2 ** 32 ? 4 : 8;
  const bytes = Buffer.alloc(9);
  bytes.writeBigUInt64BE(BigInt(number), 1);
  const start = 8 - size;
  bytes[start] = first | (24 + Math.log2(size));
  return bytes.subarray(start);
}
