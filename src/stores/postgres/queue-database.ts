import pg from 'pg';
import { ANSWER_MS, CONNECT_MS } from './pool.ts';
import { statementName } from './statement.ts';

/** Connections of one process, beside those of the store. */
const MOST_CONNECTIONS = 2;

/** Statements that a connection keeps planned; a queue repeats less than a dozen. */
const MOST_PREPARED = 50;

/** What a queue in the same database asks of it. */
export interface QueueDatabase {
  executeSql(text: string, values?: unknown[]): Promise<{ readonly rows: Record<string, unknown>[] }>;
  close(): Promise<void>;
}

/**
 * Connections on which nothing waits for the disk, and what is asked again and again is planned once. A request that a
 * crash of the database loses is brought back by the store, whose own writing does wait.
 * @param onFault told of a connection that is lost while nothing is asked on it
 */
export function queueDatabase(address: string, onFault: (error: unknown) => void): QueueDatabase {
  const pool = new pg.Pool({
    ...{ connectionString: address, application_name: 'spool queue', max: MOST_CONNECTIONS, keepAlive: true },
    ...{ connectionTimeoutMillis: CONNECT_MS, query_timeout: ANSWER_MS },
    onConnect: async (client) => void (await client.query('SET synchronous_commit TO off')),
  });
  pool.on('error', onFault);
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const name = names.get(text) ?? statementName(text);
    if (names.size < MOST_PREPARED) names.set(text, name);
    return names.has(text) ? { name } : {};
  };
  return {
    // Without values it may be several statements in one, which cannot be prepared.
    executeSql: (text, values = []) => pool.query(values.length === 0 ? { text } : { ...nameOf(text), text, values }),
    close: () => pool.end(),
  };
}
