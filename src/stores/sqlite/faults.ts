import { InputError } from '../../errors.ts';

const DAMAGED = 'Stop Spool, move the file away and put a backup in its place';

/** What the author can do about SQLite's result codes (https://sqlite.org/rescode.html), by primary code. */
const BY_CODE: Readonly<Record<number, { readonly problem: string; readonly next: string }>> = {
  3: {
    problem: 'the store may not be written by this user',
    next: 'Give this user the right to write the data folder',
  },
  5: {
    problem: 'the store is locked by another process',
    next: 'Find and end the process that holds it, then try again',
  },
  8: {
    problem: 'the store may not be written by this user',
    next: 'Give this user the right to write the data folder',
  },
  10: {
    problem: 'the disk does not do what it is told',
    next: 'See whether it is full or failing; nothing is sent until the store can be written',
  },
  11: { problem: 'the store is damaged', next: DAMAGED },
  13: { problem: 'the disk is full', next: 'Make room; nothing is sent until the store can be written' },
  14: { problem: 'the store cannot be opened', next: 'See that the data folder exists and may be read and written' },
  26: { problem: 'this file is not a store of Spool, or it is damaged', next: DAMAGED },
};

/** SQLITE_BUSY: another connection holds the lock. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === 5;
}

/** Turns what SQLite or the file system say into words for the author; anything else comes back as it is. */
export function storeFault(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error;
  if ('errcode' in error && typeof error.errcode === 'number') {
    const known = BY_CODE[error.errcode & 0xff];
    return known ? new InputError({ where: path, ...known }) : error;
  }
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new InputError({
      where: path,
      problem: `may not be read and written by this user (${code})`,
      next: 'Give this user the right to write the data folder',
    });
  }
  if (code === 'ENOTDIR' || code === 'EISDIR') {
    return new InputError({
      where: path,
      problem: `a file stands where a folder belongs, or the other way round (${code})`,
    });
  }
  if (code === 'ENOSPC') return new InputError({ where: path, problem: 'the disk is full', next: 'Make room' });
  return error;
}
