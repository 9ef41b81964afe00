import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { type CrashCase, crashOnce, type Stores } from './crash.ts';
import { openMemoryStore } from './memory-store.ts';
import { pairedScripts, placedScripts, plainScripts, type Script } from './scripts.ts';

/** `LONG=1`, nightly: every script at every length, and every two kills at lengths up to 3 whatever the script. */
const isLong = process.env.LONG === '1';
/** One case again, as a failure prints it: `CRASH='{…}' npm test -- test/publishing/crash.test.ts`. */
const replayed: CrashCase | null = process.env.CRASH === undefined ? null : JSON.parse(process.env.CRASH);

/** Before the lease of the dead process has run out, and long after. */
const RESTARTS_MS = [1_000, 600_000];
const SHORT = [1, 2, 3];
const LENGTHS = [...SHORT, 9, 25];

const memory = openMemoryStore();
const inMemory: Stores = { checker: memory.store, of: () => memory.store };
afterAll(() => memory.store.close());

let total = 0;

async function run(stores: Stores, crash: CrashCase): Promise<boolean> {
  if (stores === inMemory) memory.wipe();
  const { violations, wasKilled } = await crashOnce(stores, crash);
  if (violations.length > 0) {
    expect(violations, `replay: CRASH='${JSON.stringify(crash)}' npm test -- test/publishing/crash.test.ts`).toEqual(
      [],
    );
  }
  total++;
  return wasKilled;
}

/** A kill before the first effect, after the first, the second, and so on, until the thread is finished before it. */
async function killAtEvery(stores: Stores, script: Script, restartsMs: readonly number[]): Promise<void> {
  for (const restartMs of restartsMs) {
    for (let at = 0; await run(stores, { ...script, kills: [at], restartMs }); at++);
  }
}

/** The process that comes after the first kill is killed too, at each of its effects. */
async function killTwiceAtEvery(script: Script): Promise<void> {
  const restartMs = 21_000;
  for (let at = 1; await run(inMemory, { ...script, kills: [at], restartMs }); at++) {
    for (let again = 1; await run(inMemory, { ...script, kills: [at, again], restartMs }); again++);
  }
}

const bounded = { timeout: 3_600_000 };

test.runIf(replayed !== null)('the case that is replayed', bounded, async () => {
  if (replayed !== null) await run(inMemory, replayed);
});

test.runIf(replayed === null).each(LENGTHS)(
  'a thread of %i posts survives a kill at every effect, whatever the network does',
  bounded,
  async (posts) => {
    const paired = posts <= 3 || isLong ? pairedScripts(posts, false) : [];
    for (const script of paired) await killAtEvery(inMemory, script, isLong ? RESTARTS_MS : [1_000]);
    const placed = posts <= 9 || isLong ? placedScripts(posts) : plainScripts(posts, false);
    for (const script of placed) await killAtEvery(inMemory, script, posts <= 9 || isLong ? RESTARTS_MS : [1_000]);
    const whole = [...plainScripts(posts, true), ...(posts === 3 || isLong ? pairedScripts(posts, true) : [])];
    for (const script of whole) await killAtEvery(inMemory, script, RESTARTS_MS);
  },
);

test.runIf(replayed === null).each(isLong ? SHORT : [1])(
  'a thread of %i posts survives two kills, one at every effect after one at every effect',
  bounded,
  async (posts) => {
    const paired = isLong ? [...pairedScripts(posts, false), ...pairedScripts(posts, true)] : [];
    for (const script of [...plainScripts(posts, false), ...plainScripts(posts, true), ...paired])
      await killTwiceAtEvery(script);
  },
);

test.runIf(replayed === null)(
  'the same holds on a file with full durability that is opened anew',
  bounded,
  async () => {
    const before = total;
    const folder = mkdtempSync(join(tmpdir(), 'spool-crash-'));
    const [checker, first] = [openStore(folder), openStore(folder)];
    const opened = [checker, first];
    const stores: Stores = {
      checker,
      of(deaths) {
        if (deaths === 0) return first;
        const again = openStore(folder);
        opened.push(again);
        return again;
      },
    };
    try {
      for (const posts of isLong ? LENGTHS : [...SHORT, 9]) {
        const scripts = [...plainScripts(posts, false), ...plainScripts(posts, true)];
        for (const script of posts <= 3 || isLong ? scripts : scripts.slice(0, 3)) {
          await killAtEvery(stores, script, [21_000]);
          for (const store of opened.splice(2)) await store.close();
        }
      }
    } finally {
      for (const store of opened) await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
    expect(total - before).toBeGreaterThanOrEqual(1_000);
  },
);

test.runIf(replayed === null)('that was enough', () => {
  console.log(`${total} runs, each killed at another point`);
  expect(total).toBeGreaterThanOrEqual(20_000);
});
