import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { seed } from '../seed.ts';
import type { Child } from '../servers/child.ts';
import { startPostgres } from '../servers/postgres.ts';
import { seededRandom } from '../servers/random.ts';
import { startTcpProxy } from '../servers/tcp-proxy.ts';
import { addThreads, faultsOf, SHORT, startHost, untilDone } from './newsroom.ts';
import { startStandIn } from './platform.ts';

test('the network is cut between a worker and the database in the middle of a thread: the other worker finishes it, once', {
  timeout: 120_000,
}, async () => {
  const work = { accounts: 1, threads: 1, posts: 12 };
  const server = await startPostgres();
  const platform = await startStandIn({ random: seededRandom(seed), answerMs: 150, faults: 0, lagMs: 100 });
  const database = await server.createDatabase();
  const proxy = await startTcpProxy(server.port);
  const store = await openPostgresStore(database);
  const hosts: Child[] = [];
  const start = async (owner: string, address: string) => {
    hosts.push(await startHost({ ...SHORT, database: address, platform: platform.url, owner, atOnce: 4 }));
  };
  try {
    await addThreads(store, work);
    const cuttable = new URL(database);
    cuttable.port = String(proxy.port);
    await start('cut off', cuttable.href);
    while (platform.truth.length < 4) await wait(20);
    proxy.cut();
    const cutMs = Date.now();
    const before = platform.truth.length;
    await start('other', database);
    await untilDone(store, 60_000);
    const resumed = platform.truth[before + 1] ?? platform.truth.at(-1);
    console.log(`cut after ${before} posts, the next but one came ${(resumed?.atMs ?? 0) - cutMs} ms later`);
    expect(await faultsOf(store, platform.truth, work)).toEqual([]);
    expect(platform.truth).toHaveLength(work.posts);
    expect(before).toBeLessThan(work.posts);
  } finally {
    await Promise.all(hosts.map((host) => host.kill()));
    await store.close();
    await Promise.all([platform.close(), proxy.close()]);
    await server.stop();
  }
});
