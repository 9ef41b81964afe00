import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { Row, Sql } from '../sql/sql.ts';
import { isLocked, storeFault } from './faults.ts';

/** How long a lock of another connection is waited for before the author is told. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 5;

/**
 * The store's view of one SQLite connection. SQLite answers at once; what is asked while a transaction runs waits for
 * its end, so that it never slips into it. A lock of another connection is waited for without blocking this thread:
 * the other connection may be this process's own.
 */
export function sqliteSql(database: DatabaseSync, path: string): Sql {
  const prepare = statementCache(database);
  const direct: Sql = {
    async all(statement, ...parameters) {
      return prepare(statement)
        .all(...parameters)
        .map(rowOf);
    },
    async run(statement, ...parameters) {
      return Number(prepare(statement).run(...parameters).changes);
    },
    transaction() {
      throw new Error('transactions do not nest');
    },
  };
  const inTurn = queue(path);
  return {
    all: (statement, ...parameters) => inTurn(() => patiently(() => direct.all(statement, ...parameters))),
    run: (statement, ...parameters) => inTurn(() => patiently(() => direct.run(statement, ...parameters))),
    transaction: (work) => inTurn(() => transaction(database, () => work(direct))),
  };
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let waitedMs = 0; ; waitedMs += PAUSE_MS) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || waitedMs >= PATIENCE_MS) throw error;
      await wait(PAUSE_MS);
    }
  }
}

function statementCache(database: DatabaseSync): (statement: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (statement) => {
    const known = prepared.get(statement) ?? database.prepare(statement);
    prepared.set(statement, known);
    return known;
  };
}

/** Runs one piece of work after the other, whether or not the one before succeeded, and puts faults into words. */
function queue(path: string): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work).catch((error: unknown) => {
      throw storeFault(error, path);
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function transaction<T>(database: DatabaseSync, work: () => Promise<T>): Promise<T> {
  await patiently(async () => database.exec('BEGIN IMMEDIATE'));
  try {
    const result = await work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function rowOf(row: Record<string, unknown>): Row {
  if (isRow(row)) return row;
  throw new TypeError(`a column holds neither text nor a number: ${Object.keys(row).join(', ')}`);
}

function isRow(row: Record<string, unknown>): row is Row {
  for (const name in row) {
    const value = row[name];
    if (value !== null && typeof value !== 'string' && typeof value !== 'number') return false;
  }
  return true;
}
