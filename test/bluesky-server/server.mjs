/**
 * Real Bluesky on loopback: `node server.mjs pds|appview FOLDER [JSON]`. FOLDER takes everything the servers write, and
 * is removed at the end; JSON holds further settings of the PDS. Prints one line, `{"ready":true,"pds":…,"plc":…}`, and
 * stops on SIGTERM or SIGINT, or when standard input closes, which it does when the parent dies.
 */
import { mkdir, rm } from 'node:fs/promises';
import { listenOnLoopbackOnly } from './loopback.mjs';

const [mode, folder, extra = '{}'] = process.argv.slice(2);
const closers = [];
let stopping = false;

async function stop() {
  if (stopping) return;
  stopping = true;
  const hard = setTimeout(() => process.exit(1), 4000);
  for (const close of closers) await close().catch((error) => console.error(error));
  await rm(folder, { recursive: true, force: true });
  clearTimeout(hard);
  process.exit(0);
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.stdin.once('close', stop).resume();
// Queries that `stop` breaks off fail, and nobody waits for them.
process.on('unhandledRejection', (error) => {
  if (!stopping) throw error;
});

process.env.LOG_ENABLED ??= 'false';
process.env.TMPDIR = folder;
await mkdir(folder, { recursive: true });
listenOnLoopbackOnly();

const context = { folder, extra: JSON.parse(extra), closers };
const start = mode === 'appview' ? (await import('./network.mjs')).startNetwork : (await import('./pds.mjs')).startPds;
try {
  const urls = await start(context);
  const startMs = Math.round(performance.now());
  console.log(JSON.stringify({ ready: true, mode, ...urls, pid: process.pid, startMs }));
} catch (error) {
  // A start that is broken off by `stop` fails somewhere, because its folder is gone.
  if (!stopping) throw error;
}
