import { afterAll, beforeAll, expect, test } from 'vitest';
import { ravage } from '../live/rampage.ts';
import { liveWorld } from '../live/world.ts';
import { seed } from '../seed.ts';
import { type Bluesky, startBluesky } from '../servers/bluesky.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { seededRandom } from '../servers/random.ts';

/** `LONG=1`: a tenth of what the embedded store goes through. The first ten are each stage of what sends. */
const KILLS = Number(process.env.KILLS ?? (process.env.LONG === '1' ? 200 : 4));

let bluesky: Bluesky;
let server: PostgresServer;
beforeAll(async () => {
  [bluesky, server] = await Promise.all([startBluesky({ mode: 'pds' }), startPostgres()]);
});
afterAll(() => Promise.all([bluesky.stop(), server.stop()]));

test(`on PostgreSQL nothing is doubled, lost, out of order or left in silence when the worker is killed ${KILLS} times`, {
  timeout: KILLS * 60_000,
}, async () => {
  const database = await server.createDatabase();
  const world = await liveWorld(bluesky, { database, x: { lagMs: [0, 500], latencyMs: 5, seed } });
  const { wrongs, met, threads } = await ravage(world, KILLS, seededRandom(seed));
  console.log(`${KILLS} kills, ${threads} threads on each platform;`, Object.fromEntries(met));
  expect(wrongs, `SEED=${seed} npm test -- test/newsroom/kills.test.ts`).toEqual([]);
  expect(threads).toBeGreaterThan(0);
  expect([...met.keys()].filter((what) => what !== 'at random').length).toBeGreaterThanOrEqual(KILLS / 4);
});
