import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Row, Sql, SqlValue } from '../sql/sql.ts';

/**
 * The store's view of one SQLite connection. SQLite answers at once; what is asked while a transaction runs waits for
 * its end, so that it never slips into it.
 */
export function sqliteSql(database: DatabaseSync): Sql {
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
  const inTurn = queue();
  return {
    all: (statement, ...parameters) => inTurn(() => direct.all(statement, ...parameters)),
    run: (statement, ...parameters) => inTurn(() => direct.run(statement, ...parameters)),
    transaction: (work) => inTurn(() => transaction(database, () => work(direct))),
  };
}

function statementCache(database: DatabaseSync): (statement: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (statement) => {
    const known = prepared.get(statement) ?? database.prepare(statement);
    prepared.set(statement, known);
    return known;
  };
}

/** Runs one piece of work after the other, whether or not the one before succeeded. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function transaction<T>(database: DatabaseSync, work: () => Promise<T>): Promise<T> {
  database.exec('BEGIN IMMEDIATE');
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
  const columns = Object.entries(row).map(([name, value]): [string, SqlValue] => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return [name, value];
    throw new TypeError(`column ${name} holds a ${typeof value}`);
  });
  return Object.fromEntries(columns);
}
