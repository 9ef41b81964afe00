import { afterAll, beforeAll } from 'vitest';
import { pgBossQueue } from '../../src/queues/pg-boss/queue.ts';
import { onDatabase, type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { describeQueue } from './conformance.ts';

let server: PostgresServer;
let address: string;
beforeAll(async () => {
  server = await startPostgres();
  address = await server.createDatabase();
});
afterAll(() => server.stop());

describeQueue('pg-boss', async () => ({
  connect: (atOnce) =>
    pgBossQueue({
      ...{ address, atOnce },
      onFault: (error) => {
        throw error;
      },
    }),
  remove: () => onDatabase(address, async (client) => void (await client.query('DELETE FROM spool_queue.job'))),
  isShared: true,
}));
