import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startChild } from './child.ts';

/** A real PostgreSQL from npm, in processes of its own. */
export interface PostgresServer {
  /** Of the process below which all of the server's are. */
  readonly pid: number;
  readonly port: number;
  /** Address of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Ends every connection and starts the server again; resolves when it has begun to. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  const main = fileURLToPath(new URL('postgres-main.ts', import.meta.url));
  const child = await startChild({ args: [main] });
  const port = Number(child.ready.port);
  const address = (database: string) => `postgres://spool:secret@127.0.0.1:${port}/${database}`;
  let made = 0;
  return {
    ...{ pid: child.pid, port },
    async createDatabase() {
      const name = `spool_${++made}`;
      await onDatabase(address('postgres'), (client) => client.query(`CREATE DATABASE ${name}`));
      return address(name);
    },
    async restart() {
      process.kill(child.pid, 'SIGUSR2');
    },
    stop: () => child.stop(),
  };
}

/** One piece of work on a connection of its own. */
export async function onDatabase<T>(address: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Empties a store without making it anew. */
export function emptyStore(address: string): Promise<unknown> {
  return onDatabase(address, async (client) => {
    const { rows } = await client.query<{ tables: string }>(
      `SELECT string_agg(format('spool.%I', table_name), ', ') AS tables FROM information_schema.tables
       WHERE table_schema = 'spool' AND table_name <> 'migration'`,
    );
    await client.query(`TRUNCATE ${rows[0]?.tables} RESTART IDENTITY`);
  });
}
