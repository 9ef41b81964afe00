import { afterAll, expect, test } from 'vitest';
import { seed } from '../seed.ts';
import { openMemoryStore } from './memory-store.ts';
import { type Settings, type Simulated, simulate } from './simulate.ts';
import { isSeenOften, SOMETIMES, SOMETIMES_MEDDLED } from './sometimes.ts';

/** How many runs of each set; `LONG=1`, nightly: a hundred times as many. `RUNS` says it by hand. */
const isLong = process.env.LONG === '1';
const runs = (count: number) => Number(process.env.RUNS ?? count * (isLong ? 100 : 1));
const bounded = { timeout: 24 * 3_600_000 };

const memory = openMemoryStore();
afterAll(() => memory.store.close());

const HONEST: Settings = { lagBeyondWait: false, forbids: false, refusesDuplicates: 'drawn', isMeddled: false };

async function simulateAll(
  name: string,
  count: number,
  settings: Settings,
  check: (result: Simulated, replay: string) => void,
): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  for (let number = seed; number < seed + count; number++) {
    const result = await simulate(memory, number, settings);
    check(result, `replay: SEED=${number} RUNS=1 npm test -- test/publishing/simulation.test.ts -t '${name}'`);
    for (const what of result.seen.keys()) seen.set(what, (seen.get(what) ?? 0) + 1);
  }
  return seen;
}

/** Nothing is asked of runs that are too few to show it. */
function expectSeen(seen: ReadonlyMap<string, number>, faults: readonly string[], count: number): void {
  if (count < 500) return;
  const rare = faults.filter((fault) => !isSeenOften(seen, fault, count));
  expect(rare, `the run is void: these struck in less than 1 % of ${count} worlds`).toEqual([]);
}

test('no post is doubled, lost, out of order or left in silence in worlds full of faults', bounded, async () => {
  const count = runs(10_000);
  let handed = 0;
  const name = 'no post is doubled';
  const seen = await simulateAll(name, count, HONEST, (result, replay) => {
    if (result.violations.length > 0) expect(result.violations, replay).toEqual([]);
    if (result.deliveries.some(({ state }) => state !== 'published')) handed++;
  });
  console.log(`${count} runs, ${handed} handed to the author; seen in runs:`, Object.fromEntries(seen));
  expectSeen(seen, SOMETIMES, count);
  // One run more than the share, so that few runs by hand do not fail for the first one.
  expect(handed).toBeLessThanOrEqual(1 + count / 1000);
});

test('the same holds whatever the author does meanwhile', bounded, async () => {
  const count = runs(1_500);
  const settings = { ...HONEST, forbids: true, isMeddled: true };
  const seen = await simulateAll('the same holds whatever the author does', count, settings, (result, replay) => {
    if (result.violations.length > 0) expect(result.violations, replay).toEqual([]);
  });
  expectSeen(seen, SOMETIMES_MEDDLED, count);
});

test(
  'where the platform shows posts later than they are waited for, the checker finds them doubled',
  bounded,
  async () => {
    const count = runs(300);
    let doubled = 0;
    const settings = { ...HONEST, lagBeyondWait: true, refusesDuplicates: false };
    await simulateAll('where the platform shows posts later', count, settings, ({ violations }) => {
      if (violations.some((each) => each.includes('appears twice'))) doubled++;
    });
    console.log(`${doubled} of ${count} runs with a post doubled`);
    expect(doubled).toBeGreaterThanOrEqual(Math.floor(count * 0.05));
  },
);
