import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { Refusal } from './fetched.ts';

/** The encodings that are asked for. */
export const ENCODINGS = 'gzip, br';

/** How much of a body is taken. */
export interface BodyLimit {
  /** In bytes, as sent and again after decompression. */
  readonly maxBytes: number;
  /** Whether a longer body is cut there; else it is refused, which is the default. */
  readonly cut?: boolean;
}

/**
 * Reads a body to its end or to the limit, never holding more than twice the limit.
 * @throws Refusal where it is too large or in an encoding that was not asked for
 */
export async function readBody(response: IncomingMessage, { maxBytes, cut = false }: BodyLimit): Promise<Buffer> {
  const tooLarge = new Refusal(`it has more than ${maxBytes / 1e6} MB`);
  if (!cut && Number(response.headers['content-length'] ?? 0) > maxBytes) throw tooLarge;
  const stream = decoded(response);
  let sent = 0;
  // Counted before decompression too: a compressed body can go on for ever without yielding a byte.
  response.on('data', (chunk: Buffer) => {
    sent += chunk.length;
    if (!cut && sent > maxBytes) stream.destroy(tooLarge);
  });
  const body = growing(maxBytes);
  for await (const chunk of stream) {
    if (body.add(chunk)) continue;
    if (cut) break;
    throw tooLarge;
  }
  return body.bytes();
}

function decoded(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return response;
  const decoder = DECODERS.get(encoding)?.();
  if (decoder === undefined) throw new Refusal('it is compressed in a way that was not asked for');
  response.on('error', (error) => decoder.destroy(error));
  return response.pipe(decoder);
}

const DECODERS = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['br', createBrotliDecompress],
]);

/**
 * Bytes put together in one buffer. A list of chunks would cost more than a hundred times its bytes where a server
 * sends them one at a time.
 */
function growing(maxBytes: number) {
  let buffer = Buffer.allocUnsafe(Math.min(maxBytes, 65_536));
  let size = 0;
  return {
    /** `false` where the chunk does not fit whole: what fits of it is kept. */
    add(chunk: Buffer): boolean {
      const end = Math.min(size + chunk.length, maxBytes);
      if (end > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.min(maxBytes, Math.max(end, buffer.length * 2)));
        buffer.copy(larger, 0, 0, size);
        buffer = larger;
      }
      const fits = end === size + chunk.length;
      chunk.copy(buffer, size);
      size = end;
      return fits;
    },
    bytes: () => buffer.subarray(0, size),
  };
}
