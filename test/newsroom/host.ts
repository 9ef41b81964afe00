// One worker of a newsroom in a process of its own: the real worker on the real store and queue, with short waiting
// times. Its one argument is JSON of `HostSettings`. It ends when standard input does.
import { systemClock } from '../../src/clock.ts';
import { parseConfig } from '../../src/config/load.ts';
import { DEFAULT_TIMING, type Timing } from '../../src/delivery/timing.ts';
import type { Settling } from '../../src/delivery/verdict.ts';
import { embeddedQueue } from '../../src/queues/embedded/queue.ts';
import { pgBossQueue } from '../../src/queues/pg-boss/queue.ts';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { HOST } from '../deliveries.ts';
import { standInPublisher } from './publisher.ts';

export interface HostSettings {
  /** `postgres://…`, or a folder for an embedded store. */
  readonly database: string;
  readonly platform: string;
  readonly owner: string;
  readonly atOnce: number;
  readonly tickMs: number;
  readonly timing: Partial<Timing>;
  readonly settling: Settling;
}

const given: HostSettings = JSON.parse(process.argv[2] ?? '{}');
const isShared = given.database.startsWith('postgres:');
const tell = (error: unknown) => void process.stderr.write(`${given.owner}: ${String(error)}\n`);
process.stdin.on('end', () => process.exit(0)).resume();
process.on('SIGTERM', () => process.exit(0));

const timing = { ...DEFAULT_TIMING, ...given.timing };
const store = isShared ? await openPostgresStore(given.database) : openStore(given.database);
const queue = isShared
  ? pgBossQueue({ address: given.database, atOnce: given.atOnce, onFault: tell })
  : embeddedQueue(given.atOnce);
const publisher = standInPublisher(given.platform, given.owner, given.settling, timing.requestMs);
const nothing = () => {
  throw new Error('there is no studio here');
};
const worker = createWorker(
  {
    ...{
      store,
      timing,
      clock: systemClock,
      owner: given.owner,
      zoneData: 'none',
      host: HOST,
      stopping: new AbortController().signal,
    },
    config: parseConfig('timezone: UTC\naccounts: [{ id: x, platform: x, handle: x }]\nschedules: []\n', ['x']),
    emit: (event) => {
      if (event.event === 'failed') tell(`${event.what}: ${event.why}`);
    },
    ...{ publisherFor: () => publisher, forbids: () => null, budget: { sendUsd: 1e6 } },
    library: { scan: async () => ({ entries: [], faults: [] }) },
    studio: { read: nothing, plan: nothing, picture: nothing },
  },
  queue,
);
await worker.tick();
let isTicking = false;
setInterval(async () => {
  if (isTicking) return;
  isTicking = true;
  await worker.tick();
  isTicking = false;
}, given.tickMs);
console.log(JSON.stringify({ ready: true }));
