import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cidOf } from '../cid.ts';
import { codeOf, InputError } from '../errors.ts';

/**
 * A folder of bytes named by their CID and of small notes named by their key. Nothing in it is trusted: what does not
 * match its name or its checksum is as good as not there. Only the author reads it (0700 and 0600), and every file
 * appears whole or not at all.
 */
export interface MediaFolder {
  /** `null` where it is not there or damaged. */
  blob(cid: string): Buffer | null;
  /** Whether a file of this size stands under this name; its content is not read. */
  hasBlob(cid: string, bytes: number): boolean;
  /** @returns the CID */
  putBlob(bytes: Uint8Array): string;
  /** What was put under this key, as JSON; `undefined` where it is not there or damaged. */
  note(key: NoteKey): unknown;
  putNote(key: NoteKey, value: unknown): void;
  /** Marks a blob or a note as just used. */
  used(item: string | NoteKey): void;
  /** Removes what was not used for longest until the rest has at most `maxBytes`, but none of what is in use. */
  sweep(maxBytes: number, inUse: () => Promise<ReadonlySet<string>>): Promise<void>;
}

/** A kind of note and what it is about. */
export type NoteKey = readonly [kind: string, ...about: readonly unknown[]];

/** @param nowMs the wall clock: when each file was last used is kept as its modification time */
export function mediaFolder(folder: string, nowMs: () => number): MediaFolder {
  const used = (name: string) => touch(join(folder, name), nowMs());
  const write = (name: string, bytes: Uint8Array) => {
    writeWhole(folder, name, bytes);
    used(name);
  };
  return {
    blob(cid) {
      const bytes = isCid(cid) ? readIfThere(join(folder, cid)) : null;
      return bytes !== null && cidOf(bytes, 'raw') === cid ? bytes : null;
    },
    hasBlob: (cid, bytes) => isCid(cid) && statSync(join(folder, cid), { throwIfNoEntry: false })?.size === bytes,
    putBlob(bytes) {
      const cid = cidOf(bytes, 'raw');
      write(cid, bytes);
      return cid;
    },
    note: (key) => unsealed(readIfThere(join(folder, nameOf(key)))),
    putNote: (key, value) => write(nameOf(key), sealed(value)),
    used: (item) => used(typeof item === 'string' ? item : nameOf(item)),
    sweep: (maxBytes, inUse) => sweep(folder, maxBytes, inUse),
  };
}

function isCid(name: string): boolean {
  return /^bafkrei[a-z2-7]{52}$/.test(name);
}

function nameOf(key: NoteKey): string {
  return `${key[0]}-${sha256(JSON.stringify(key))}`;
}

/** A checksum and the value, each on a line: a note that was damaged is not taken for one that says something else. */
function sealed(value: unknown): Buffer {
  const json = JSON.stringify(value);
  return Buffer.from(`${sha256(json)}\n${json}`);
}

function unsealed(bytes: Buffer | null): unknown {
  const [checksum, json = ''] = bytes?.toString().split('\n') ?? [];
  return sha256(json) === checksum ? JSON.parse(json) : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    // A folder in a file's place is damage like any other.
    if (['ENOENT', 'EISDIR'].includes(codeOf(error) ?? '')) return null;
    throw fault(path, 'cannot be read', error);
  }
}

/** Written beside and renamed: another process never reads half a file, and a crash leaves none. */
function writeWhole(folder: string, name: string, bytes: Uint8Array): void {
  const path = join(folder, name);
  const part = `${path}.${randomUUID()}.part`;
  try {
    if (statSync(folder, { throwIfNoEntry: false }) === undefined) mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    writeFileSync(part, bytes, { flag: 'wx', mode: 0o600, flush: true });
    rmSync(path, { recursive: true, force: true });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw fault(path, 'cannot be written', error);
  }
}

/** Another process may just have removed it, which loses nothing but the mark. */
function touch(path: string, ms: number): void {
  try {
    utimesSync(path, ms / 1000, ms / 1000);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw fault(path, 'cannot be marked as used', error);
  }
}

async function sweep(folder: string, maxBytes: number, inUse: () => Promise<ReadonlySet<string>>): Promise<void> {
  const files = filesByUse(folder);
  let total = files.reduce((sum, { size }) => sum + size, 0);
  if (total <= maxBytes) return;
  const kept = await inUse();
  for (const { name, size } of files) {
    if (total <= maxBytes) return;
    if (kept.has(name)) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
    total -= size;
  }
}

/** What was not used for longest comes first. */
function filesByUse(folder: string): { readonly name: string; readonly size: number }[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const stat = statSync(join(folder, name), { throwIfNoEntry: false });
      return stat === undefined ? [] : [{ name, size: stat.size, usedMs: stat.mtimeMs }];
    })
    .sort((a, b) => a.usedMs - b.usedMs);
}

function fault(path: string, problem: string, error: unknown): unknown {
  const code = codeOf(error);
  return code === null ? error : new InputError({ where: path, problem: `${problem} (${code})` });
}
