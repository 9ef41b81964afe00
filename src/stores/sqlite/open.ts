import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { InputError } from '../../errors.ts';
import type { Store } from '../../store.ts';
import { storeOperations } from '../sql/operations.ts';
import { storeFault } from './faults.ts';
import { migrate, newestVersion } from './migrate.ts';
import { sqliteSql } from './sqlite-sql.ts';

/** `PRAGMA application_id` of a store of Spool: the letters "spol". */
const APPLICATION_ID = 0x73706f6c;

/**
 * Opens the embedded store in `folder`, making both where they are missing (0700 and 0600: only the author reads them).
 * Before a migration the old file is kept beside it.
 * @throws InputError where the folder may not be written, or the file is no store, is damaged, or is of a newer version
 */
export function openStore(folder: string): Store {
  const path = join(folder, 'spool.db');
  try {
    makeFolder(folder);
    refuseForeign(path);
    closeSync(openSync(path, 'a', 0o600));
    return storeOn(openDatabase(path), path);
  } catch (error) {
    throw storeFault(error, path);
  }
}

/** Whether there is a store in this folder: commands that only read make none. */
export function hasStore(folder: string): boolean {
  return existsSync(join(folder, 'spool.db'));
}

function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    // First of all, so that the switch to WAL waits for another process too.
    database.exec('PRAGMA busy_timeout = 5000');
    refuseNewer(Number(database.prepare('PRAGMA user_version').get()?.user_version), path);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    migrate(database, path, APPLICATION_ID);
    // From here on a lock is waited for without blocking (see sqlite-sql.ts).
    database.exec('PRAGMA busy_timeout = 0');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The store on an open database; `path` is what its faults name. */
export function storeOn(database: DatabaseSync, path: string): Store {
  const sql = sqliteSql(database, path);
  return {
    ...storeOperations(sql),
    async close() {
      database.close();
    },
  };
}

/**
 * Looks at the file's first 100 bytes without opening it as a database, so that a foreign or newer file is not touched.
 * Offsets: SQLite's file format, section 1.3 (user version at 60, application id at 68).
 */
function refuseForeign(path: string): void {
  const header = readHeader(path);
  if (header.length === 0) return;
  if (header.length < 100 || header.toString('latin1', 0, 15) !== 'SQLite format 3') {
    throw new InputError({
      where: path,
      problem: 'this file is not a store of Spool, or it is damaged',
      next: RESTORE,
    });
  }
  const application = header.readUInt32BE(68);
  if (application !== APPLICATION_ID && application !== 0) {
    throw new InputError({ where: path, problem: 'this is a database of another program', next: RESTORE });
  }
  refuseNewer(header.readUInt32BE(60), path);
}

const RESTORE = 'Move it away and put a backup in its place, or start with an empty data folder';

function readHeader(path: string): Buffer {
  if (!existsSync(path)) return Buffer.alloc(0);
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(100);
    return header.subarray(0, readSync(file, header, 0, 100, 0));
  } finally {
    closeSync(file);
  }
}

function refuseNewer(version: number, path: string): void {
  if (version <= newestVersion()) return;
  throw new InputError({
    where: path,
    problem: `this store is of version ${version}, made by a newer Spool; this one knows versions up to ${newestVersion()}`,
    next: 'Update Spool; the store has not been touched',
  });
}
