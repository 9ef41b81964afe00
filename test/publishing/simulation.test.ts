import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/store.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { seed } from '../seed.ts';
import { simulate } from './simulate.ts';

const RUNS = Number(process.env.RUNS ?? 400);

let folder: string;
let store: Store;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-simulation-'));
  store = openStore(folder);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const replay = (number: number) => `SEED=${number} RUNS=1 npm test -- test/publishing/simulation.test.ts`;

test(`no post is doubled, lost, out of order or left in silence in ${RUNS} worlds full of faults`, {
  timeout: 600_000,
}, async () => {
  const seen = new Map<string, number>();
  let handed = 0;
  for (let run = 0; run < RUNS; run++) {
    const number = seed + run;
    const posts = [1, 2, 3, 9][number % 4] ?? 1;
    const whole = number % 5 === 0;
    const result = await simulate(store, {
      seed: number,
      posts,
      whole,
      lagBeyondWait: false,
      refusesDuplicates: false,
    });
    expect(result.violations, replay(number)).toEqual([]);
    for (const [what, count] of result.seen) seen.set(what, (seen.get(what) ?? 0) + Math.sign(count));
    if (result.delivery.state !== 'published') handed++;
  }
  console.log(`${RUNS} runs, ${handed} handed to the author;`, Object.fromEntries(seen));
});
