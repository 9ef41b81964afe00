/** The author's own files, when Spool writes into them: never over a change it has not seen, never half. */
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, InputError } from './errors.ts';

/** A text file as it was found. */
export interface AuthorFile {
  /** With `\n` at line ends, whatever the file has, and without byte order mark. */
  readonly text: string;
  /** SHA-256 of its bytes: what is saved later must begin from these. */
  readonly hash: string;
}

/**
 * @param where names the file in messages
 * @throws InputError where it cannot be read, or is not UTF-8 and would be damaged by writing it
 */
export function readAuthorFile(path: string, where: string): AuthorFile {
  const bytes = attempt(where, 'cannot be read', () => readFileSync(path));
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text: text.replace(/\r\n/g, '\n'), hash: hashOf(bytes) };
  } catch {
    throw new InputError({
      where,
      problem: 'this file is not in UTF-8, and Spool does not write into it',
      next: 'Save it as UTF-8, or change it yourself',
    });
  }
}

/**
 * Puts a changed text in the place of the file: whole or not at all, with the file's own line ends, mark and mode.
 * @param hash of the file as it was when the change was thought of
 * @throws InputError where the file is another now, or cannot be written
 */
export function replaceAuthorFile(path: string, where: string, hash: string, text: string): void {
  const target = attempt(where, 'cannot be found', () => realpathSync(path));
  const before = attempt(where, 'cannot be read', () => readFileSync(target));
  if (hashOf(before) !== hash) throw changedMeanwhile(where);
  const written = before.toString('utf8');
  const ends = written.includes('\r\n') ? text.replace(/\n/g, '\r\n') : text;
  const mark = written.startsWith('\ufeff') ? '\ufeff' : '';
  attempt(where, 'cannot be written', () => writeWhole(target, mark + ends, statSync(target).mode & 0o777));
}

export function changedMeanwhile(where: string): InputError {
  return new InputError({
    where,
    problem: 'this file was changed meanwhile; nothing was saved over that',
    next: 'Load the page again and make your change once more',
  });
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Written beside and renamed: a crash leaves the old file or the new one. */
function writeWhole(path: string, text: string, mode: number): void {
  const part = `${path}.${randomUUID()}.part`;
  try {
    writeFileSync(part, text, { flag: 'wx', mode, flush: true });
    renameSync(part, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** Makes the new name durable; not every system lets a folder be opened for that. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function attempt<T>(where: string, problem: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    const words = code === 'ENOENT' ? 'there is no such file any more' : `${problem} (${code})`;
    throw new InputError({ where, problem: words });
  }
}
