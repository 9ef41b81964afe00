import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { noNesting, type Row, type Sql, type SqlValue } from '../sql/sql.ts';
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
    async all(text, ...parameters) {
      const { statement, columns } = prepare(text);
      return statement.all(...parameters).map((values) => rowOf(values, columns));
    },
    async run(text, ...parameters) {
      return Number(prepare(text).statement.run(...parameters).changes);
    },
    transaction: noNesting,
    together: noNesting,
  };
  const inTurn = queue(path);
  return {
    all: (statement, ...parameters) => inTurn(() => patiently(() => direct.all(statement, ...parameters))),
    run: (statement, ...parameters) => inTurn(() => patiently(() => direct.run(statement, ...parameters))),
    transaction: (work) => inTurn(() => transaction(database, () => work(direct))),
    together: (statements) =>
      inTurn(() => transaction(database, () => Promise.all(statements.map((each) => direct.run(...each))))),
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

interface Prepared {
  /** Its rows are arrays. */
  readonly statement: StatementSync;
  readonly columns: readonly string[];
}

function statementCache(database: DatabaseSync): (text: string) => Prepared {
  const prepared = new Map<string, Prepared>();
  return (text) => {
    const known = prepared.get(text) ?? prepare(database, text);
    prepared.set(text, known);
    return known;
  };
}

function prepare(database: DatabaseSync, text: string): Prepared {
  const statement = database.prepare(text);
  statement.setReturnArrays(true);
  return { statement, columns: statement.columns().map(({ name }) => name) };
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

/** Named here, rows take a third of the time that they take where the binding names their values one by one. */
function rowOf(values: Record<number, SQLOutputValue>, columns: readonly string[]): Row {
  const row: Record<string, SqlValue> = {};
  for (const [place, column] of columns.entries()) row[column] = plain(values[place], column);
  return row;
}

function plain(value: SQLOutputValue | undefined, column: string): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`the column ${column} holds neither text nor a number`);
}
