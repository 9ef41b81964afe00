import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { InputError } from '../../errors.ts';
import { storeFault } from './faults.ts';
import { newestVersion } from './migrate.ts';

/** One table with its columns, those of its key, and its rows in the order of the key. */
export interface WholeTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  rows(): Iterable<readonly SQLOutputValue[]>;
}

/** Everything in an embedded store, kept from changing meanwhile: writers wait, and give up in the end. */
export interface WholeStore {
  /** In an order in which a row comes after those it refers to. */
  readonly tables: readonly WholeTable[];
  /** A worker that has looked at this store since then, or holds a lease until after now; `null` for none. */
  worker(sinceMs: number, nowMs: number): string | null;
  close(): void;
}

/** @throws InputError where the store cannot be read, or is of another version */
export function openWholeStore(folder: string): WholeStore {
  const path = join(folder, 'spool.db');
  try {
    const database = new DatabaseSync(path);
    database.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE');
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    if (version !== newestVersion()) {
      const next = 'Run "spool status" on it once, without SPOOL_DATABASE';
      throw new InputError({
        where: path,
        problem: `this store is of version ${version}, not ${newestVersion()}`,
        next,
      });
    }
    return {
      tables: tablesOf(database),
      worker: (sinceMs, nowMs) => workerOf(database, sinceMs, nowMs),
      close: () => database.close(),
    };
  } catch (error) {
    throw storeFault(error, path);
  }
}

/** In the order in which the schema makes them. */
function tablesOf(database: DatabaseSync): WholeTable[] {
  const names = database.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
  );
  return names.all().map((row) => tableOf(database, String(row.name)));
}

function tableOf(database: DatabaseSync, name: string): WholeTable {
  const found = database.prepare('SELECT name, pk FROM pragma_table_info(?) ORDER BY cid').all(name);
  const keyed = found.filter(({ pk }) => Number(pk) > 0).toSorted((a, b) => Number(a.pk) - Number(b.pk));
  const [columns, key] = [found, keyed].map((rows) => rows.map((row) => String(row.name)));
  const statement = `SELECT ${columns?.join(', ')} FROM ${name} ORDER BY ${key?.join(', ')}`;
  return {
    ...{ name, columns: columns ?? [], key: key ?? [] },
    *rows() {
      const prepared = database.prepare(statement);
      prepared.setReturnArrays(true);
      for (const row of prepared.iterate()) yield Object.values(row);
    },
  };
}

function workerOf(database: DatabaseSync, sinceMs: number, nowMs: number): string | null {
  const found = database
    .prepare(`SELECT owner FROM host WHERE seen_ms > ? AND left_ms IS NULL
       UNION SELECT owner FROM lease WHERE until_ms > ? LIMIT 1`)
    .get(sinceMs, nowMs);
  return found === undefined ? null : String(found.owner);
}
