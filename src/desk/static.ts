import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** A file of the desk, as it is sent. */
export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer>;
  /** Changes with the content. */
  readonly mark: string;
}

const TYPES: Readonly<Record<string, string>> = {
  'desk.css': 'text/css; charset=utf-8',
  'desk.js': 'text/javascript; charset=utf-8',
  'spool.svg': 'image/svg+xml',
};

/** The desk's own files by name, read once: there are no others. */
export function loadAssets(): ReadonlyMap<string, Asset> {
  return new Map(Object.entries(TYPES).map(([name, type]) => [name, load(name, type)]));
}

function load(name: string, type: string): Asset {
  const bytes = readFileSync(fileURLToPath(new URL(`assets/${name}`, import.meta.url)));
  const mark = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return { type, bytes: new Uint8Array(bytes), zipped: new Uint8Array(gzipSync(bytes)), mark };
}
