import { expect, onTestFinished, test } from 'vitest';
import { utcDayMs } from '../../src/report/moments.ts';
import { DAY_MS, HOUR_MS } from '../../src/schedule/duration.ts';
import { shareBy } from '../report/readings.ts';
import { seed } from '../seed.ts';
import { seededRandom } from '../servers/random.ts';
import { startXServer, type XServer } from '../x-server/server.ts';
import { Month } from './month.ts';

const THREADS = 30;

async function monthOnX(): Promise<{ month: Month; x: XServer }> {
  const month = new Month();
  const x = await startXServer({ now: () => month.stage.clock.nowMs(), seed });
  onTestFinished(async () => {
    await x.close();
    await month.stage.close();
  });
  month.join(x);
  return { month, x };
}

/** Dollars by UTC day, in millionths so that sums are exact. */
function byDay(lines: readonly { readonly atMs: number; readonly microUsd: number }[]): Record<string, number> {
  const days: Record<string, number> = {};
  for (const { atMs, microUsd } of lines) {
    const day = new Date(utcDayMs(atMs)).toISOString().slice(0, 10);
    days[day] = (days[day] ?? 0) + microUsd;
  }
  return days;
}

test('over a month of 30 threads, with faults and restarts, the ledgers of X and of Spool agree to the cent, day by day', {
  timeout: 300_000,
}, async () => {
  const { month, x } = await monthOnX();
  const { clock, store } = month.stage;
  const random = seededRandom(seed);
  const startMs = utcDayMs(clock.nowMs()) + DAY_MS;
  x.fault({ do: 'cut', at: 'committed' }, { on: 'create', chance: 0.02 });
  x.fault({ do: 'cut', at: 'received' }, { on: ['create', 'timeline'], chance: 0.02 });
  x.fault({ do: 'refuse', problem: 'tooManyRequests' }, { on: ['create', 'timeline'], chance: 0.02 });
  for (let thread = 0; thread < THREADS; thread++) {
    await month.readUntil(startMs + thread * DAY_MS + Math.floor(random() * DAY_MS));
    if (thread % 3 === 0) month.restart();
    const posts = await month.publish(`thread ${thread}`);
    for (const [index, id] of posts.entries()) {
      x.setImpressions(id, (ageMs) => Math.round((10_000 / (index + 1)) * shareBy(ageMs, 0.7)));
    }
    clock.pass(HOUR_MS / 30);
    x.postByHand({ text: `by hand, after thread ${thread}` });
  }
  await month.readUntil(clock.nowMs() + 31 * DAY_MS);

  const entries = await store.charges(0, Number.MAX_SAFE_INTEGER);
  const theirs = x.ledger.entries.map(({ at, usd }) => ({ atMs: at, microUsd: Math.round(usd * 1e6) }));
  expect(byDay(entries)).toEqual(byDay(theirs));
  expect(x.ledger.count('post') + x.ledger.count('post with URL')).toBe(9 * THREADS);

  const read = entries.filter(({ what }) => what === 'owned read').reduce((sum, { microUsd }) => sum + microUsd, 0);
  expect(read / THREADS).toBeLessThanOrEqual(63_000);
  for (let thread = 0; thread < THREADS; thread++) {
    const snapshots = await store.snapshots(`thread ${thread}`);
    expect(new Set(snapshots.map(({ atMs }) => atMs)).size).toBeGreaterThanOrEqual(16);
    const days = new Set(snapshots.map(({ atMs }) => utcDayMs(atMs)));
    expect(days.size * 9 * 1_000).toBeLessThanOrEqual(63_000);
    const firsts = snapshots.filter(({ index }) => index === 0).map(({ impressions }) => impressions ?? -1);
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    expect(firsts.at(-1)).toBeGreaterThan(9_500);
  }
});
