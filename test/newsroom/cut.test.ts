import { expect, test } from 'vitest';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { seed } from '../seed.ts';
import type { Child } from '../servers/child.ts';
import { startPostgres } from '../servers/postgres.ts';
import { seededRandom } from '../servers/random.ts';
import { startTcpProxy } from '../servers/tcp-proxy.ts';
import { addThreads, faultsOf, SHORT, startHost, untilDone } from './newsroom.ts';
import { startStandIn } from './platform.ts';

/** `LONG=1`: with the waiting times that authors have, under which another has to be at work within half a minute. */
const isLong = process.env.LONG === '1';
const WAITING = isLong ? { ...SHORT, timing: {}, tickMs: 5_000 } : SHORT;
const RESUMED_MS = 30_000;

test('the network is cut between a worker and the database in the middle of a thread: the other worker finishes it, once', {
  timeout: 240_000,
}, async () => {
  const work = { accounts: 1, threads: 1, posts: 12 };
  const server = await startPostgres();
  const platform = await startStandIn({ random: seededRandom(seed), answerMs: 150, faults: 0, lagMs: 100 });
  const database = await server.createDatabase();
  const [one, two] = await Promise.all([startTcpProxy(server.port), startTcpProxy(server.port)]);
  const store = await openPostgresStore(database);
  const hosts: Child[] = [];
  const start = async (owner: string, port: number) => {
    const cuttable = new URL(database);
    cuttable.port = String(port);
    hosts.push(await startHost({ ...WAITING, database: cuttable.href, platform: platform.url, owner, atOnce: 4 }));
  };
  try {
    await Promise.all([start('one', one.port), start('two', two.port)]);
    await addThreads(store, work);
    await platform.landed(4);
    const [cutOff, other] = platform.truth[0]?.by === 'one' ? [one, 'two'] : [two, 'one'];
    cutOff.cut();
    const cutMs = Date.now();
    const before = platform.truth.length;
    await untilDone(store, 120_000);
    // One more request may have been on its way.
    const after = platform.truth.slice(before + 1);
    const resumedMs = (after[0]?.atMs ?? Number.POSITIVE_INFINITY) - cutMs;
    console.log(`cut after ${before} posts, the next but one came ${resumedMs} ms later`);
    expect(await faultsOf(store, platform.truth, work)).toEqual([]);
    expect(platform.truth).toHaveLength(work.posts);
    expect(after.length).toBeGreaterThan(0);
    expect(after.filter(({ by }) => by !== other)).toEqual([]);
    if (isLong) expect(resumedMs).toBeLessThan(RESUMED_MS);
  } finally {
    await Promise.all(hosts.map((host) => host.kill()));
    await store.close();
    await Promise.all([platform.close(), one.close(), two.close()]);
    await server.stop();
  }
});
