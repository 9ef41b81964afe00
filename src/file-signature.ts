import type { Stats } from 'node:fs';

/** Changes whenever the file does; `missing` where there is none. */
export function signatureOf(stat: Stats | undefined): string {
  return stat === undefined ? 'missing' : `${stat.mtimeMs}:${stat.size}:${stat.ino}`;
}
