import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/store.ts';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { addThreads, faultsOf, SHORT, startHost, untilDone } from '../newsroom/newsroom.ts';
import { startStandIn } from '../newsroom/platform.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { figure, median, print } from './print.ts';
import { processors, spentMs } from './processors.ts';

const WORK = { accounts: 100, threads: 360, posts: 5 };
/** Posts after which the workers have compiled what they run again and again, and are measured. */
const WARM = 700;
const ANSWER_MS = 50;
/** Posts before the last at which measuring ends: then the hands of a worker fall idle one by one. */
const TAIL = 100;
/** One worker and two in turn, so that a machine that is slower for a while is so for both. */
const ROUNDS = 3;
const IN_FLIGHT = 4;

interface Run {
  /** Posts a second. */
  readonly rate: number;
  /** Share of all processors that was busy, other programs' included. */
  readonly busy: number;
  /** Processor time a post, in milliseconds, of the workers and of the database. */
  readonly workerMs: number;
  readonly databaseMs: number;
}

/** Posts a second with one, two and four workers, side by side, and on the embedded store with one. */
export async function benchNewsroom(): Promise<void> {
  const server = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'spool-newsroom-'));
  try {
    const pairs: (readonly [Run, Run])[] = [];
    for (let round = 0; round < ROUNDS; round++) pairs.push([await onPostgres(server, 1), await onPostgres(server, 2)]);
    const one = middle(pairs.map(([first]) => first));
    const two = middle(pairs.map(([, second]) => second));
    const four = await onPostgres(server, 4);
    const embedded = await measured(folder, openStore(folder), 1, null);
    const told = (name: string, { rate, busy, workerMs, databaseMs }: Run) =>
      print(
        `  ${name}: ${rate.toFixed(1)} posts a second, processors ${(busy * 100).toFixed(0)} % busy; processor time a post: worker ${workerMs.toFixed(1)} ms, database ${databaseMs.toFixed(1)} ms`,
      );
    told('SQLite, 1 worker', embedded);
    told('PostgreSQL, 1 worker', one);
    told('PostgreSQL, 2 workers', two);
    told('PostgreSQL, 4 workers', four);
    const bounded = (run: Run) => (run.busy < 0.8 ? '' : ' (processors busy: the goal does not apply)');
    print(`  two against one, round by round: ${pairs.map(([a, b]) => (b.rate / a.rate).toFixed(2)).join(', ')}`);
    figure(`two workers against one${bounded(two)}`, median(pairs.map(([a, b]) => b.rate / a.rate)), 'times', {
      least: 1.9,
    });
    figure(`four workers against one${bounded(four)}`, four.rate / one.rate, 'times', { least: 3 });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function middle(runs: readonly Run[]): Run {
  const [found] = runs.toSorted((a, b) => a.rate - b.rate).slice(runs.length >> 1);
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

async function onPostgres(server: PostgresServer, workers: number): Promise<Run> {
  const database = await server.createDatabase();
  return measured(database, await openPostgresStore(database), workers, server.pid);
}

async function measured(database: string, store: Store, workers: number, serverPid: number | null): Promise<Run> {
  const platform = await startStandIn({ random: () => 1, answerMs: ANSWER_MS, faults: 0, lagMs: 0 });
  await addThreads(store, WORK);
  const settings = { ...SHORT, database, platform: platform.url, atOnce: IN_FLIGHT, tickMs: 5_000, timing: {} };
  const hosts = Array.from({ length: workers }, (_, index) => startHost({ ...settings, owner: `host ${index}` }));
  try {
    const pids = (await Promise.all(hosts)).map(({ pid }) => pid);
    const roots = serverPid === null ? [] : [serverPid];
    const spent = () => ({ ...processors(), workers: spentMs(pids), database: spentMs(roots) });
    await platform.landed(WARM);
    const [before, startMs] = [spent(), Date.now()];
    await platform.landed(WORK.threads * WORK.posts - TAIL);
    const [after, tookMs] = [spent(), Date.now() - startMs];
    await untilDone(store, 600_000);
    const faults = await faultsOf(store, platform.truth, WORK);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    const posts = WORK.threads * WORK.posts - TAIL - WARM;
    return {
      rate: (posts * 1000) / tookMs,
      busy: (after.busy - before.busy) / (after.all - before.all),
      workerMs: (after.workers - before.workers) / posts,
      databaseMs: (after.database - before.database) / posts,
    };
  } finally {
    await Promise.all(hosts.map(async (host) => (await host).kill()));
    await store.close();
    await platform.close();
  }
}
