import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/store.ts';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { TestHome } from '../commands/spool.ts';
import { writeHistory } from '../newsroom/history.ts';
import { addThreads, faultsOf, SHORT, startHost, untilDone } from '../newsroom/newsroom.ts';
import { startStandIn } from '../newsroom/platform.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { figure, median, print } from './print.ts';

const WORK = { accounts: 100, threads: 240, posts: 5 };
const ANSWER_MS = 50;
const IN_FLIGHT = 4;

interface Run {
  /** Whole threads a second, from the first post to the last. */
  readonly rate: number;
  /** Share of all processors that was busy, other programs' included. */
  readonly busy: number;
}

/** Threads a second with one, two and four workers, side by side, and on the embedded store with one. */
export async function benchNewsroom(): Promise<void> {
  const server = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'spool-newsroom-'));
  try {
    await benchHistory(server);
    const one = await onPostgres(server, 1);
    const two = await onPostgres(server, 2);
    const four = await onPostgres(server, 4);
    const embedded = await measured(folder, openStore(folder), 1);
    const told = (name: string, { rate, busy }: Run) =>
      print(`  ${name}: ${rate.toFixed(1)} threads a second, processors ${(busy * 100).toFixed(0)} % busy`);
    told('SQLite, 1 worker', embedded);
    told('PostgreSQL, 1 worker', one);
    told('PostgreSQL, 2 workers', two);
    told('PostgreSQL, 4 workers', four);
    const bounded = (run: Run) => (run.busy < 0.8 ? '' : ' (processors busy: the goal does not apply)');
    figure(`two workers against one${bounded(two)}`, two.rate / one.rate, 'times', { least: 1.9 });
    figure(`four workers against one${bounded(four)}`, four.rate / one.rate, 'times', { least: 3 });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(server: PostgresServer, workers: number): Promise<Run> {
  const database = await server.createDatabase();
  return measured(database, await openPostgresStore(database), workers);
}

async function measured(database: string, store: Store, workers: number): Promise<Run> {
  const platform = await startStandIn({ random: () => 1, answerMs: ANSWER_MS, faults: 0, lagMs: 0 });
  await addThreads(store, WORK);
  const settings = { ...SHORT, database, platform: platform.url, atOnce: IN_FLIGHT, tickMs: 5_000, timing: {} };
  const hosts = Array.from({ length: workers }, (_, index) => startHost({ ...settings, owner: `host ${index}` }));
  try {
    await Promise.all(hosts);
    const before = processors();
    await untilDone(store, 600_000);
    const after = processors();
    const faults = await faultsOf(store, platform.truth, WORK);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    const times = platform.truth.map(({ atMs }) => atMs);
    const tookMs = Math.max(...times) - Math.min(...times);
    return { rate: (WORK.threads * 1000) / tookMs, busy: (after.busy - before.busy) / (after.all - before.all) };
  } finally {
    await Promise.all(hosts.map(async (host) => (await host).kill()));
    await store.close();
    await platform.close();
  }
}

/** A hundred thousand deliveries and a million readings: how long the author waits for an answer, start of the program included. */
async function benchHistory(server: PostgresServer): Promise<void> {
  const address = await server.createDatabase();
  await openPostgresStore(address).then((store) => store.close());
  await writeHistory(address, { deliveries: 100_000, accounts: 500, readings: 1_000_000, nowMs: Date.now() });
  const home = new TestHome();
  try {
    for (const command of [['status'], ['plan'], ['report']]) {
      const times: number[] = [];
      for (let run = 0; run < 3; run++) {
        const startMs = performance.now();
        const { child, output } = home.startWith({ SPOOL_DATABASE: address }, ...command);
        const code = await new Promise((resolve) => child.once('close', resolve));
        if (code === 2) throw new Error(output.err);
        times.push(performance.now() - startMs);
      }
      figure(`spool ${command.join(' ')} with 100,000 deliveries and 1,000,000 readings`, median(times), 'ms', {
        most: 1_000,
      });
    }
  } finally {
    await home.remove();
  }
}

/** Jiffies since the start of the machine: all, and those not idle. */
function processors(): { readonly all: number; readonly busy: number } {
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, ...others] = first.split(/\s+/).slice(1).map(Number);
  const all = [user, nice, system, idle, waiting, ...others.slice(0, 3)].reduce((sum, value) => sum + value, 0);
  return { all, busy: all - idle - waiting };
}
