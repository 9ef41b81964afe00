import { fstatSync, readSync } from 'node:fs';
import { InputError } from '../errors.ts';

/** Largest picture that is read, in bytes: a large camera's best JPEG. */
export const MAX_PICTURE_BYTES = 20_000_000;

/**
 * Reads an opened file, as long as it was when this began.
 * @throws InputError where it is empty or too large
 */
export function readWhole(descriptor: number, where: string): Buffer {
  const { size } = fstatSync(descriptor);
  if (size > MAX_PICTURE_BYTES) {
    throw new InputError({
      where,
      problem: `this file has ${(size / 1e6).toFixed(1)} MB`,
      allowed: `a picture of at most ${MAX_PICTURE_BYTES / 1e6} MB`,
      next: 'Export it smaller',
    });
  }
  const bytes = Buffer.alloc(size);
  let length = 0;
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  if (length === 0) throw new InputError({ where, problem: 'this file is empty' });
  return bytes.subarray(0, length);
}
