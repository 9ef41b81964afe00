import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { noNesting, type Row, type Sql, type SqlValue, type Statement } from '../sql/sql.ts';
import { databaseFault, isConflict, isCutOff, isServerError } from './faults.ts';
import { held, postgresStatement, statementName } from './statement.ts';

/** How long a server that cannot be reached is waited for before that is told: a restart takes less. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 250;
/** Transactions that meet are done again, one after the other in the end. */
const MOST_TRIES = 50;

/**
 * The store's view of a PostgreSQL database. A transaction sees one state of it, and one that changes a row that another
 * has changed since is done again from the beginning. That is enough, and cheaper than serialising: whatever a transaction
 * of the store goes by is in a row that it changes itself, or guarded by a key; and an intent that is recorded while its
 * lease changes hands changes the delivery that the new owner has to change too. A lost connection is waited for and the
 * work done again where it is certain that nothing of it is in the database: not where it was lost while committing, or
 * while changing something outside a transaction.
 */
export function postgresSql(pool: pg.Pool, where: string): Sql {
  const single = <T>(statement: string, work: (client: pg.PoolClient) => Promise<T>) =>
    patiently(where, () =>
      withClient(pool, (client, doubt) => {
        doubt.isOpen = !/^\s*SELECT\b/.test(statement);
        return work(client);
      }),
    );
  return {
    all: (statement, ...parameters) => single(statement, (client) => rows(client, statement, parameters)),
    run: (statement, ...parameters) => single(statement, (client) => changes(client, statement, parameters)),
    transaction: (work) =>
      patiently(where, () => withClient(pool, (client, doubt) => transaction(client, doubt, work))),
    together: (statements) => patiently(where, () => withClient(pool, (client) => together(client, statements))),
  };
}

const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ';

/** The driver sends each without waiting for the one before. A commit after one that failed undoes them all. */
async function together(client: pg.PoolClient, statements: readonly Statement[]): Promise<readonly number[]> {
  const begun = client.query(BEGIN);
  const done = statements.map(([statement, ...parameters]) => changes(client, statement, parameters));
  const answers = [begun, ...done, client.query('COMMIT')];
  await Promise.allSettled(answers);
  await Promise.all(answers);
  return Promise.all(done);
}

/** Whether a connection that is lost now leaves it open if something was written. */
interface Doubt {
  isOpen: boolean;
}

async function transaction<T>(client: pg.PoolClient, doubt: Doubt, work: (sql: Sql) => Promise<T>): Promise<T> {
  await client.query(BEGIN);
  try {
    const result = await work({
      all: (statement, ...parameters) => rows(client, statement, parameters),
      run: (statement, ...parameters) => changes(client, statement, parameters),
      transaction: noNesting,
      together: noNesting,
    });
    doubt.isOpen = true;
    await client.query('COMMIT');
    return result;
  } catch (error) {
    if (isServerError(error) || !isCutOff(error)) await client.query('ROLLBACK');
    throw error;
  }
}

/** Lost before it did anything, or undone as a whole. */
class Again extends Error {
  override readonly cause: unknown;

  constructor(cause: unknown) {
    super('again');
    this.cause = cause;
  }
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient, doubt: Doubt) => Promise<T>): Promise<T> {
  const doubt = { isOpen: false };
  let client: pg.PoolClient | null = null;
  let isSound = true;
  try {
    client = await pool.connect();
    return await work(client, doubt);
  } catch (error) {
    isSound = !isCutOff(error);
    if (isConflict(error) || (isCutOff(error) && !doubt.isOpen)) throw new Again(error);
    throw error;
  } finally {
    client?.release(!isSound);
  }
}

async function patiently<T>(where: string, work: () => Promise<T>): Promise<T> {
  const startMs = performance.now();
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const cause = error instanceof Again ? error.cause : error;
      const isHopeless = isConflict(cause) ? tries >= MOST_TRIES : performance.now() - startMs >= PATIENCE_MS;
      if (!(error instanceof Again) || isHopeless) throw databaseFault(cause, where);
      await wait(isConflict(cause) ? Math.random() * Math.min(tries, 20) : PAUSE_MS);
    }
  }
}

async function rows(client: pg.PoolClient, statement: string, parameters: readonly SqlValue[]): Promise<Row[]> {
  return (await client.query<Row>(prepared(statement, parameters))).rows;
}

async function changes(client: pg.PoolClient, statement: string, parameters: readonly SqlValue[]): Promise<number> {
  return (await client.query(prepared(statement, parameters))).rowCount ?? 0;
}

interface Prepared {
  readonly name: string;
  readonly text: string;
}

const known = new Map<string, Prepared>();

/** Named, so that each connection plans it once. */
function prepared(statement: string, parameters: readonly SqlValue[]) {
  let found = known.get(statement);
  if (found === undefined) {
    found = { name: statementName(statement), text: postgresStatement(statement) };
    known.set(statement, found);
  }
  return { ...found, values: parameters.map(held) };
}
