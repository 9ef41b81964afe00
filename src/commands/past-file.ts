import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../errors.ts';

/** A text of the author's past, as it was found. */
export interface PastFile {
  readonly path: string;
  readonly text: string;
  /** When its numbers were so: the archive's own date where there is one, else when the file was last written. */
  readonly writtenMs: number;
}

/** Larger than any account's posts; beyond it the text would not fit into memory comfortably. */
const MOST_BYTES = 256_000_000;

/** The posts of an archive; a large one has several parts. */
const PARTS = /^tweets?(?:-part\d+)?\.js$/;

/**
 * One file, or all the posts of an unpacked X archive where a folder is named.
 * @throws InputError for what is missing, too large, packed, or no text
 */
export function readPastFiles(path: string): readonly PastFile[] {
  const paths = isFolder(path) ? partsIn(path) : [path];
  const bytes = paths.reduce((sum, each) => sum + statSync(each).size, 0);
  if (bytes > MOST_BYTES) {
    throw new InputError({
      where: path,
      problem: `${(bytes / 1e6).toFixed(0)} MB at once`,
      allowed: `at most ${MOST_BYTES / 1e6} MB`,
      next: 'Import the parts one by one. Nothing was imported',
    });
  }
  return paths.map((each) => ({ path: each, text: textOf(each), writtenMs: writtenMs(each) }));
}

function isFolder(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new InputError({ where: path, problem: 'there is no such file' });
  if (!stat.isDirectory() && !stat.isFile())
    throw new InputError({ where: path, problem: 'this is not an ordinary file' });
  return stat.isDirectory();
}

function partsIn(folder: string): readonly string[] {
  const inner = existsSync(join(folder, 'data')) ? join(folder, 'data') : folder;
  const parts = readdirSync(inner).filter((name) => PARTS.test(name));
  if (parts.length > 0) return parts.toSorted().map((name) => join(inner, name));
  const next = 'Name the folder of an unpacked X archive, its data/tweets.js, or a CSV of the analytics';
  throw new InputError({ where: folder, problem: 'there is no data/tweets.js in this folder', next });
}

function textOf(path: string): string {
  const bytes = readFileSync(path);
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const next = 'Unpack it, and name the folder or its data/tweets.js';
    throw new InputError({ where: path, problem: 'this archive is still packed', next });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InputError({ where: path, problem: 'this is not text in UTF-8', next: 'Nothing was imported' });
  }
}

/** An archive says in `manifest.js` when it was made; unpacking or copying changes the time of the file. */
function writtenMs(path: string): number {
  const manifest = join(dirname(path), 'manifest.js');
  const isArchive = PARTS.test(basename(path)) && existsSync(manifest);
  const written = isArchive ? /"generationDate"\s*:\s*"([^"]+)"/.exec(readFileSync(manifest, 'utf8'))?.[1] : undefined;
  const ms = Date.parse(written ?? '');
  return Number.isNaN(ms) ? Math.floor(statSync(path).mtimeMs) : ms;
}
