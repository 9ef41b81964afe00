import { beforeAll, expect, test } from 'vitest';
import { printed } from '../commands/spool.ts';
import { seed } from '../seed.ts';
import { type Bluesky, sharedPds } from '../servers/bluesky.ts';
import { seededRandom } from '../servers/random.ts';
import { missing, wrongs } from './judge.ts';
import { finish, MUST_MEET, ravage } from './rampage.ts';
import { article, liveWorld } from './world.ts';

/** `LONG=1` is for the night. */
const KILLS = process.env.LONG === '1' ? 2000 : 100;
/** Side by side, so that the waiting of one is the work of another. */
const WORLDS = 4;

let bluesky: Bluesky;
beforeAll(async () => {
  bluesky = await sharedPds();
});

test(`nothing is doubled, lost, out of order or left in silence when the worker is killed ${KILLS} times`, {
  timeout: KILLS * 10_000,
}, async () => {
  const worlds = await Promise.all(
    Array.from({ length: WORLDS }, async (_, place) => {
      const world = await liveWorld(bluesky, { x: { lagMs: [0, 500], latencyMs: 5, seed: seed + place } });
      return ravage(world, KILLS / WORLDS, seededRandom(seed + place));
    }),
  );
  const met = new Map<string, number>();
  for (const world of worlds) for (const [what, times] of world.met) met.set(what, (met.get(what) ?? 0) + times);
  const recoveredMs = worlds.flatMap((world) => world.recoveredMs).toSorted((a, b) => a - b);
  const threads = worlds.reduce((sum, world) => sum + world.threads, 0);
  console.log(
    `${KILLS} kills, ${threads} threads on each platform; back at work after ${Math.round(recoveredMs.at(-1) ?? 0)} ms at most,`,
    `${Math.round(recoveredMs[Math.floor(recoveredMs.length / 2)] ?? 0)} ms in the middle;`,
    Object.fromEntries(met),
  );
  expect(
    worlds.flatMap(({ wrongs }) => wrongs),
    `SEED=${seed} npm test -- test/live/kills.test.ts`,
  ).toEqual([]);
  expect([...met.keys()]).toEqual(expect.arrayContaining(MUST_MEET));
});

/** Most bytes of any file of the worker, in KiB: its log cannot grow beyond, each time at another write. */
const ROOM = [48, 96, 144, 192, 240];

test('a worker whose disk is full sends nothing without an intent, says so, and goes on once there is room', {
  timeout: 240_000,
}, async () => {
  const said = await Promise.all(
    ROOM.map(async (kib) => {
      const world = await liveWorld(bluesky);
      world.home.write('articles/a.md', article(`With ${kib} KiB`, 5));
      await world.enqueue('articles/a.md', ['x']);
      const full = world.home.startIn(`ulimit -f ${kib * 2}`, 'run');
      await printed(full, /failed: .*|published/);
      const gone = new Promise((resolve) => full.child.once('close', resolve));
      full.child.kill('SIGKILL');
      await gone;
      expect(await wrongs(world), `${kib} KiB`).toEqual([]);
      await finish(world);
      expect([...(await wrongs(world)), ...(await missing(world))], `${kib} KiB`).toEqual([]);
      return `${full.output.out}${full.output.err}`;
    }),
  );
  console.log(said.map((words) => words.split('\n').filter((line) => line.includes('failed'))[0]));
  expect(said.filter((words) => words.includes('failed')).length).toBeGreaterThan(1);
});

test('of three workers on one store each post is sent by one, and what a killed one leaves another takes over', {
  timeout: 120_000,
}, async () => {
  const world = await liveWorld(bluesky);
  for (const name of ['One', 'Two', 'Three']) {
    world.home.write(`articles/${name}.md`, article(`${name} of three`, 4));
    await world.enqueue(`articles/${name}.md`);
  }
  const [first, second] = [1, 2].map(() => world.home.start('run').child);
  let creates = 0;
  world.x.on('request', ({ name, stage }) => {
    if (name !== 'create' || stage !== 'committed') return;
    creates++;
    if (creates === 3) first?.kill('SIGKILL');
    if (creates === 6) second?.kill('SIGKILL');
  });
  await finish(world);
  expect([...(await wrongs(world)), ...(await missing(world))]).toEqual([]);
  expect(world.x.truth).toHaveLength(12);
});
