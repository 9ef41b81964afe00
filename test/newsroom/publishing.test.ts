import { afterAll, beforeAll, expect, test } from 'vitest';
import { crashOnce } from '../publishing/crash.ts';
import { plainScripts } from '../publishing/scripts.ts';
import { type Settings, simulate } from '../publishing/simulate.ts';
import { seed } from '../seed.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { type DatabaseStore, openDatabaseStore } from './database-store.ts';

/** `LONG=1`: a tenth of what runs on the embedded store; otherwise a run stays within a minute. */
const isLong = process.env.LONG === '1';
const LENGTHS = isLong ? [1, 2, 3, 9, 25] : [2];
const RUNS = isLong ? 1_000 : 25;
const bounded = { timeout: 3_600_000 };

let server: PostgresServer;
let database: DatabaseStore;
beforeAll(async () => {
  server = await startPostgres();
  database = await openDatabaseStore(await server.createDatabase());
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

test.each(LENGTHS)('on PostgreSQL a thread of %i posts survives a kill at every effect', bounded, async (posts) => {
  const { store } = database;
  const stores = { checker: store, of: () => store };
  let runs = 0;
  const scripts = [...plainScripts(posts, false), ...plainScripts(posts, true)];
  for (const script of isLong ? scripts : scripts.filter((_, place) => place % 4 === 0)) {
    for (let at = 0; ; at++) {
      await database.empty();
      const crash = { ...script, kills: [at], restartMs: 21_000 };
      const { violations, wasKilled } = await crashOnce(stores, crash);
      expect(violations, JSON.stringify(crash)).toEqual([]);
      runs++;
      if (!wasKilled) break;
    }
  }
  console.log(`${runs} kills of a thread of ${posts}`);
  expect(runs).toBeGreaterThan(10);
});

test(
  'on PostgreSQL no post is doubled, lost, out of order or left in silence in worlds full of faults',
  bounded,
  async () => {
    const honest: Settings = { lagBeyondWait: false, forbids: false, refusesDuplicates: 'drawn', isMeddled: false };
    const seen = new Set<string>();
    for (let number = seed; number < seed + RUNS; number++) {
      await database.empty();
      const result = await simulate(database, number, {
        ...honest,
        isMeddled: number % 4 === 0,
        forbids: number % 4 === 0,
      });
      expect(result.violations, `SEED=${number}`).toEqual([]);
      for (const what of result.seen.keys()) seen.add(what);
    }
    console.log(`${RUNS} worlds; seen:`, [...seen].toSorted().join(', '));
    expect(seen).toContain('killed');
  },
);
