import type { Fetched } from './fetched.ts';
import { guardedFetch } from './guarded.ts';
import type { Reach } from './reach.ts';

/** Largest picture that is fetched, in bytes. */
const MAX_PICTURE_BYTES = 15_000_000;
const TIMEOUT_MS = 10_000;

/** Stores of files often name no better type; what it is shows when it is decoded. */
const PICTURES = ['image/*', 'application/octet-stream', 'binary/octet-stream'];

export interface Within {
  readonly signal?: AbortSignal;
  /** Default: the public web. */
  readonly reach?: Reach;
}

/** Fetches a picture from the public web; at most 15 MB, within 10 s. */
export function fetchPicture(url: string, within: Within = {}): Promise<Fetched> {
  return guardedFetch(url, { ...within, accept: PICTURES, maxBytes: MAX_PICTURE_BYTES, timeoutMs: TIMEOUT_MS });
}
