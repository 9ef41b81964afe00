import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { InputError } from '../../errors.ts';
import { storeFault } from './faults.ts';

/** What a finished copy holds. */
export interface StoreCopy {
  readonly bytes: number;
  readonly deliveries: number;
  readonly snapshots: number;
}

/**
 * Copies the store of a folder into one file while others use it: as it was at one instant, compact, readable by its
 * owner only, and checked before it gets its name. Put in place as `data/spool.db` it is a store.
 * @throws InputError where there is no store, the file exists already, or cannot be written
 */
export function copyStore(folder: string, file: string): StoreCopy {
  const partial = `${file}.partial`;
  if (existsSync(file)) throw taken(file);
  if (!existsSync(dirname(file)))
    throw new InputError({ where: file, problem: 'there is no such folder to put it in' });
  try {
    rmSync(partial, { force: true });
    closeSync(openSync(partial, 'wx', 0o600));
    chmodSync(partial, 0o600);
    vacuumInto(join(folder, 'spool.db'), partial);
    const copy = checked(partial);
    flush(partial, 'r+');
    place(partial, file);
    flush(dirname(file), 'r');
    return copy;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw taken(file);
    throw storeFault(error, file);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Unlike a rename this never replaces what came to be there meanwhile. A memory stick may know no links: it is copied. */
function place(partial: string, file: string): void {
  try {
    linkSync(partial, file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error;
    copyFileSync(partial, file, constants.COPYFILE_EXCL);
    flush(file, 'r+');
  }
}

function taken(file: string): InputError {
  return new InputError({ where: file, problem: 'there is a file of this name already', next: 'Choose another name' });
}

/** One read transaction in the write-ahead log's terms: writers go on, and are not in it. */
function vacuumInto(store: string, partial: string): void {
  const database = new DatabaseSync(store, { readOnly: true });
  try {
    database.exec('PRAGMA busy_timeout = 5000');
    database.prepare('VACUUM INTO ?').run(partial);
  } finally {
    database.close();
  }
}

function checked(partial: string): StoreCopy {
  const database = new DatabaseSync(partial, { readOnly: true });
  try {
    const verdict = database.prepare('PRAGMA integrity_check').get()?.integrity_check;
    if (verdict !== 'ok') throw new InputError({ where: partial, problem: `the copy is damaged: ${String(verdict)}` });
    const one = (statement: string) => Number(Object.values(database.prepare(statement).get() ?? {})[0]);
    return {
      bytes: one('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size'),
      deliveries: one('SELECT COUNT(*) FROM delivery'),
      snapshots: one('SELECT COUNT(*) FROM snapshot'),
    };
  } finally {
    database.close();
  }
}

function flush(path: string, flags: string): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
