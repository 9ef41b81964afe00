import pg from 'pg';
import type { Address } from './address.ts';
import { GatheringSocket } from './socket.ts';

/** Most connections of one process. What is asked beyond them waits. */
const MOST_CONNECTIONS = 8;

/** A connection that gives no answer for so long is given up: the network may be cut. */
export const ANSWER_MS = 10_000;
export const CONNECT_MS = 5_000;
/** No transaction waits for anything but the database: one that does is cut off, and holds up the others. */
const IDLE_MS = 5_000;

/** What the planner takes a random read to cost against one in a row: 4 by default, which is a turning disk's. */
const RANDOM_PAGE_COST = 1.1;

/** Everything of Spool's is in a schema of its own: the database may be shared with others. */
export const SCHEMA = 'spool';

/** Type numbers of `pg_type`: what SQLite would answer as a number comes as one. */
const BOOLEAN = 16;
const NUMBERS = new Set([20, 21, 23, 700, 701, 1700]);

/**
 * Connections to one database. A worker that is cut off in the middle of a transaction holds its locks no longer than
 * the server's patience with idle ones, which is set here.
 */
export function openPool({ secret }: Address, answerMs = ANSWER_MS): pg.Pool {
  const pool = new pg.Pool({
    connectionString: secret,
    application_name: 'spool',
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: answerMs,
    idle_in_transaction_session_timeout: IDLE_MS,
    pipeline: true,
    stream: () => new GatheringSocket(),
    keepAlive: true,
    keepAliveInitialDelayMillis: ANSWER_MS,
    types: { getTypeParser: parserOf },
    onConnect: async (client) => {
      await client.query(
        `SET search_path TO ${SCHEMA}; SET statement_timeout TO ${answerMs}; SET random_page_cost TO ${RANDOM_PAGE_COST}`,
      );
    },
  });
  // A connection may be lost while nothing is asked on it, in the pool or between two statements: the next one says so.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

function parserOf(type: number): (value: string) => unknown {
  if (type === BOOLEAN) return (value) => (value === 't' ? 1 : 0);
  return NUMBERS.has(type) ? exactNumber : (value) => value;
}

/** @throws RangeError for a number that JavaScript would round */
function exactNumber(written: string): number {
  const value = Number(written);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new RangeError(`${written} is too large`);
  return value;
}
