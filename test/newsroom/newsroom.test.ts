import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openPostgresStore } from '../../src/stores/postgres/open.ts';
import { seed } from '../seed.ts';
import type { Child } from '../servers/child.ts';
import { startPostgres } from '../servers/postgres.ts';
import { seededRandom } from '../servers/random.ts';
import { addThreads, faultsOf, SHORT, startHost, turnWaits, untilDone, type Work } from './newsroom.ts';
import { startStandIn } from './platform.ts';

/** `LONG=1`: the size of a newsroom; otherwise a run stays within a minute. */
const isLong = process.env.LONG === '1';
const WORK: Work = isLong ? { accounts: 500, threads: 2_000, posts: 5 } : { accounts: 60, threads: 120, posts: 4 };
const HOSTS = 4;

test('four workers on one database: nothing doubled, lost, mixed up or silent, whatever is killed or restarted', {
  timeout: 1_800_000,
}, async () => {
  const random = seededRandom(seed);
  const server = await startPostgres();
  const platform = await startStandIn({ random, answerMs: 50, faults: 0.06, lagMs: 300 });
  const database = await server.createDatabase();
  const store = await openPostgresStore(database);
  const hosts: Child[] = [];
  let started = 0;
  const settings = { ...SHORT, database, platform: platform.url, atOnce: 8 };
  // As a supervisor does: a host that finds the database gone ends, and is started again.
  const start = async (patience = 20): Promise<void> => {
    const host = await startHost({ ...settings, owner: `host ${++started}` }).catch((error: unknown) => {
      if (patience === 0) throw error;
    });
    if (host === undefined) return start(patience - 1);
    hosts.push(host);
  };
  try {
    await addThreads(store, WORK);
    const startMs = Date.now();
    await Promise.all(Array.from({ length: HOSTS }, () => start()));
    // In the short run each of the first hosts falls, by what has landed and not by the clock.
    const nextBlow = (kills: number) =>
      isLong ? wait(5_000) : platform.landed(((kills + 1) / (HOSTS + 2)) * WORK.threads * WORK.posts);
    const replaced: Promise<void>[] = [];
    const ended = untilDone(store, 1_700_000).then(() => 'done' as const);
    let [kills, restarts] = [0, 0];
    while ((await Promise.race([ended, nextBlow(kills)])) !== 'done') {
      if (hosts.length === 0) await Promise.all(replaced);
      await hosts.shift()?.kill();
      kills++;
      replaced.push(start());
      if (restarts < 2 && kills % 2 === 0) {
        await server.restart();
        restarts++;
      }
    }
    await Promise.all(replaced);
    const tookS = (Date.now() - startMs) / 1_000;
    const waits = turnWaits(await store.deliveries(WORK.threads), startMs);
    const [middle = 0, longest = 0] = [waits[Math.floor(waits.length / 2)], waits.at(-1)];
    console.log(
      `${WORK.threads} threads of ${WORK.accounts} accounts in ${tookS.toFixed(0)} s, ${kills} kills, ${restarts} restarts;`,
      `waits for a turn: median ${Math.round(middle)} ms, longest ${Math.round(longest)} ms;`,
      Object.fromEntries(platform.seen),
    );
    expect(await faultsOf(store, platform.truth, WORK), `SEED=${seed}`).toEqual([]);
    expect(kills).toBeGreaterThanOrEqual(HOSTS);
    expect(restarts).toBe(2);
    expect(platform.seen.size).toBe(5);
    if (isLong) expect(longest).toBeLessThanOrEqual(3 * middle);
  } finally {
    await Promise.all(hosts.map((host) => host.kill()));
    await store.close();
    await platform.close();
    await server.stop();
  }
});
