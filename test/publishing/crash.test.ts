import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/store.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { type CrashCase, crashOnce } from './crash.ts';
import type { Fate } from './world.ts';

/** `LONG=1` kills at every effect of every length with blind reads too; otherwise a run stays within seconds. */
const isLong = process.env.LONG === '1';
const LENGTHS = isLong ? [1, 2, 3, 9, 25] : [1, 2, 3, 9];
const FATES: readonly Fate[] = ['lost-answer', 'refused', 'never-arrived', 'late', 'rate-limited'];

let folder: string;
let store: Store;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-crash-'));
  store = openStore(folder);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Nothing wrong; then each fault at the first, the middle and the last request, and at the first two running. */
function scripts(posts: number): readonly (readonly Fate[])[] {
  const at = (place: number, fate: Fate) => [...Array.from({ length: place }, (): Fate => 'taken'), fate];
  const places = [...new Set([0, Math.floor(posts / 2), posts - 1])];
  return [[], ...FATES.flatMap((fate) => [...places.map((place) => at(place, fate)), [fate, fate]])];
}

/** Kills at the first effect, the second, and so on, until the thread is finished before the blow falls. */
async function killAtEvery(base: Omit<CrashCase, 'at' | 'when'>, stride: number): Promise<number> {
  let runs = 0;
  for (const when of ['before', 'after'] as const) {
    for (let at = 1; ; at += stride) {
      const crash = { ...base, at, when };
      const result = await crashOnce(store, crash);
      runs++;
      expect(result.violations, JSON.stringify(crash)).toEqual([]);
      if (!result.wasKilled) break;
    }
  }
  return runs;
}

test.each(LENGTHS)(
  'a thread of %i posts survives a kill at every effect, whatever the network does',
  { timeout: 600_000 },
  async (posts) => {
    let runs = 0;
    for (const whole of [false, true]) {
      for (const fates of scripts(whole ? 1 : posts)) {
        for (const blindReads of isLong ? [0, 1] : [0])
          runs += await killAtEvery({ posts, whole, fates, blindReads }, isLong || posts < 9 ? 1 : 5);
      }
    }
    console.log(`${posts} posts: ${runs} runs`);
  },
);
