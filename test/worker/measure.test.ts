import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { InputError } from '../../src/errors.ts';
import type { Hindrance } from '../../src/publisher.ts';
import { embeddedQueue } from '../../src/queues/embedded/queue.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/schedule/duration.ts';
import { measureDue, newReadingMemory } from '../../src/worker/measure.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { seed } from '../seed.ts';
import { seededRandom } from '../servers/random.ts';
import { ReadingStage } from './readings.ts';

let on: ReadingStage;
beforeEach(() => {
  on = new ReadingStage();
});
afterEach(() => on.stage.close());

const READINGS = 16;
const WITH_LATE = READINGS + 7;

async function agesOf(id: string, index = 0): Promise<readonly number[]> {
  return (await on.store.snapshots(id)).filter((each) => each.index === index).map(({ ageMs }) => ageMs);
}

test('the life of one nine-post thread costs at most $0.063, and every reading is kept', async () => {
  await on.add('thread');
  await on.run(on.clock.nowMs() + 31 * DAY_MS);
  expect(await on.store.spentMicroUsd('read', 0)).toBeLessThanOrEqual(63_000);
  expect(await agesOf('thread', 8)).toHaveLength(WITH_LATE);
  expect(await on.store.snapshots('thread')).toHaveLength(9 * WITH_LATE);
  expect(on.stage.told('measured')).toHaveLength(WITH_LATE);
  expect(on.stage.told('failed')).toEqual([]);
});

test('two workers on one store never take the same reading twice', async () => {
  await on.add('thread');
  const random = seededRandom(seed);
  const workers = ['one', 'two'].map((owner) => ({ parts: on.parts(owner), memory: newReadingMemory() }));
  const untilMs = on.clock.nowMs() + 31 * DAY_MS;
  while (on.clock.nowMs() < untilMs) {
    await Promise.all(workers.map(({ parts, memory }) => measureDue(parts, memory)));
    if (random() < 0.5) workers.reverse();
    const dueMs = Math.min(...workers.map(({ memory }) => memory.dueMs), untilMs);
    on.clock.pass(Math.max(5_000, dueMs - on.clock.nowMs()));
  }
  expect(await agesOf('thread')).toHaveLength(WITH_LATE);
  expect(on.asked).toHaveLength(WITH_LATE);
  expect(new Set(on.asked.map(({ owner }) => owner)).size).toBe(2);
  expect(on.stage.told('failed')).toEqual([]);
});

test('a worker that gets the lease after another has read finds nothing left to read', async () => {
  await on.add('thread');
  on.clock.pass(5 * MINUTE_MS);
  const parts = on.parts('two');
  const takeLease: typeof on.store.takeLease = async (...lease) => {
    await measureDue(on.parts('one'), newReadingMemory());
    return on.store.takeLease(...lease);
  };
  await measureDue({ ...parts, store: { ...parts.store, takeLease } }, newReadingMemory());
  expect(on.asked.map(({ owner }) => owner)).toEqual(['one']);
  expect(on.stage.told('failed')).toEqual([]);
});

test('a restart at any moment repeats no reading', async () => {
  await on.add('thread');
  for (const untilMs = on.clock.nowMs() + 31 * DAY_MS; on.clock.nowMs() < untilMs; ) {
    await on.run(Math.min(untilMs, on.clock.nowMs() + 7 * HOUR_MS));
  }
  expect(on.asked).toHaveLength(WITH_LATE);
});

test('what was missed while nothing ran is read once, late, with its real age', async () => {
  await on.add('thread');
  const memory = await on.run(on.clock.nowMs() + 20 * MINUTE_MS);
  on.clock.jump(5 * DAY_MS);
  await on.run(on.clock.nowMs() + HOUR_MS, on.parts('one'), memory);
  const ages = await agesOf('thread');
  expect(ages).toHaveLength(3);
  expect(ages[2]).toBe(5 * DAY_MS + 20 * MINUTE_MS);
});

test('what falls due together is one call; accounts have calls of their own', async () => {
  await on.add('first');
  await on.add('elsewhere', 'bluesky');
  on.clock.pass(10_000);
  await on.add('second');
  await on.run(on.clock.nowMs() + 12 * HOUR_MS);
  const shared = on.asked.filter(({ ids }) => ids.includes('first'));
  expect(new Set(shared.map(({ ids }) => ids.join()))).toEqual(new Set(['second,first']));
  expect(on.asked.filter(({ ids }) => ids.includes('elsewhere')).every(({ ids }) => ids.length === 1)).toBe(true);
});

test('a half thread that rests is read, one on its way is not', async () => {
  await on.add('resting', 'x', 'waiting');
  await on.add('under-way', 'bluesky', 'publishing');
  await on.run(on.clock.nowMs() + HOUR_MS);
  expect(new Set(on.asked.flatMap(({ ids }) => ids))).toEqual(new Set(['resting']));
});

test('a budget that is spent ends reading until the next month, free readings excepted, and is told once', async () => {
  on.budget = 0.02;
  await on.add('first');
  on.clock.pass(HOUR_MS);
  await on.add('second');
  on.clock.pass(HOUR_MS);
  await on.add('third');
  on.clock.pass(HOUR_MS);
  // Nobody looked before now: all three are due, the newest first.
  await on.run(Date.UTC(2026, 11, 1));
  expect(await on.store.spentMicroUsd('read', 0)).toBe(18_000);
  expect(new Set(on.asked.flatMap(({ ids }) => ids))).toEqual(new Set(['third', 'second']));
  expect(on.asked.length).toBeGreaterThan(5);
  const told = on.stage.told('not-read');
  expect(told).toMatchObject([
    { account: 'x', why: expect.stringMatching(/\$0\.009, and \$0\.018 .*readUsd of \$0\.020/) },
  ]);
  await on.run(Date.UTC(2026, 11, 2));
  expect(new Set(on.asked.filter(({ atMs }) => atMs > Date.UTC(2026, 11, 1)).flatMap(({ ids }) => ids)).size).toBe(2);
  expect(await on.store.spentMicroUsd('read', Date.UTC(2026, 11, 1))).toBeLessThanOrEqual(20_000);
});

test('a restart does not say again that the budget is spent, another budget does; what may be looked up is what is left', async () => {
  on.budget = 0;
  await on.add('thread');
  for (let start = 0; start < 3; start++) await on.run(on.clock.nowMs() + HOUR_MS);
  expect(on.stage.told('not-read')).toHaveLength(1);
  on.budget = 0.001;
  await on.run(on.clock.nowMs() + HOUR_MS);
  expect(on.stage.told('not-read')).toHaveLength(2);
  on.budget = 0.05;
  await on.run(on.clock.nowMs() + MINUTE_MS);
  expect(on.asked.map(({ mostMicroUsd }) => mostMicroUsd)).toEqual([41_000]);
});

test('free numbers are read whatever the budget', async () => {
  on.budget = 0;
  await on.add('thread', 'bluesky');
  await on.run(on.clock.nowMs() + 31 * DAY_MS);
  expect(await agesOf('thread')).toHaveLength(READINGS);
});

test('a rate limit is waited for in silence, and the reading is taken after it', async () => {
  await on.add('thread');
  const untilMs = on.clock.nowMs() + 15 * MINUTE_MS;
  const limited: Hindrance = { kind: 'wait', untilMs, why: 'limit' };
  on.answer = ({ nowMs }) => (nowMs < untilMs ? { read: new Map(), hindrance: limited } : {});
  await on.run(on.clock.nowMs() + 20 * MINUTE_MS);
  expect(on.asked.map(({ atMs }) => atMs >= untilMs)).toEqual([false, true]);
  expect(on.stage.told('failed')).toEqual([]);
  expect(await agesOf('thread')).toHaveLength(1);
});

test('trouble is told once, tried again ever more seldom, told anew after it had passed, and hinders no other account', async () => {
  await on.add('thread');
  await on.add('elsewhere', 'bluesky');
  const startMs = on.clock.nowMs();
  const isDown = (atMs: number) => atMs < startMs + 2 * HOUR_MS || atMs > startMs + 5 * HOUR_MS;
  on.answer = ({ nowMs, deliveries }) =>
    isDown(nowMs) && deliveries[0]?.account === 'x'
      ? { read: new Map(), hindrance: { kind: 'not-sent', why: 'no connection' } }
      : {};
  await on.run(startMs + 7 * HOUR_MS + 59 * MINUTE_MS);
  const tries = on.asked.filter(({ ids, atMs }) => ids.includes('thread') && atMs < startMs + 2 * HOUR_MS);
  expect(tries.length).toBeLessThan(15);
  expect(on.stage.told('failed')).toMatchObject(
    Array(2).fill({ what: 'reading the numbers of x', why: 'no connection' }),
  );
  expect(await agesOf('elsewhere')).toHaveLength(7);
  expect(await agesOf('thread')).toHaveLength(2);
});

test('an account that cannot be used is told once and stops no other', async () => {
  await on.add('thread');
  await on.add('elsewhere', 'bluesky');
  const parts = on.parts('one');
  const broken = on.parts('one', {
    publisherFor(delivery) {
      if (delivery.account === 'x') throw new InputError({ where: 'X_APP_KEY', problem: 'is not set' });
      return parts.publisherFor(delivery);
    },
  });
  await on.run(on.clock.nowMs() + 50 * MINUTE_MS, broken);
  expect(on.stage.told('failed')).toMatchObject([{ what: 'reading the numbers of x', why: 'X_APP_KEY: is not set' }]);
  expect(await agesOf('elsewhere')).toHaveLength(3);
});

test('a post that is gone has a tombstone, told once, and is not asked for again; nor a thread that has none left', async () => {
  await on.add('thread');
  const memory = await on.run(on.clock.nowMs() + HOUR_MS);
  const before = on.asked.length;
  on.gone.set('thread', [3]);
  await on.run(on.clock.nowMs() + DAY_MS, on.parts('one'), memory);
  expect(on.stage.told('post-gone')).toMatchObject([{ post: 4, delivery: 'thread' }]);
  const [last] = (await on.store.snapshots('thread')).filter(({ index }) => index === 3).slice(-1);
  expect(last).toMatchObject({ gone: true, impressions: null });
  expect((await agesOf('thread', 3)).length).toBe(before + 1);
  expect((await agesOf('thread', 4)).length).toBeGreaterThan(before + 4);
  on.gone.set('thread', [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  await on.run(on.clock.nowMs() + DAY_MS, on.parts('one'), memory);
  const after = on.asked.length;
  await on.run(on.clock.nowMs() + 31 * DAY_MS, on.parts('one'), memory);
  expect(on.asked).toHaveLength(after);
});

test('a reading that was paid for but could not be kept is taken again, and is in the ledger once', async () => {
  await on.add('thread');
  const parts = on.parts('one');
  let isFull = true;
  const addSnapshots: typeof on.store.addSnapshots = async (...given) => {
    if (isFull) throw new Error('the disk is full');
    await on.store.addSnapshots(...given);
  };
  const full = { ...parts, store: { ...parts.store, addSnapshots } };
  const memory = await on.run(on.clock.nowMs() + 10 * MINUTE_MS, full);
  expect(on.asked.length).toBeGreaterThan(1);
  expect(on.stage.told('failed')).toMatchObject([{ why: 'the disk is full' }]);
  isFull = false;
  await on.run(on.clock.nowMs() + 4 * MINUTE_MS, full, memory);
  expect(await agesOf('thread')).toHaveLength(1);
  expect(await on.store.spentMicroUsd('read', 0)).toBe(9_000);
});

test('a note of the platform is told once for each account, restarts included', async () => {
  await on.add('thread');
  on.answer = () => ({ notes: ['X refuses the private numbers.'] });
  for (let start = 0; start < 5; start++) await on.run(on.clock.nowMs() + HOUR_MS);
  expect(on.stage.told('note')).toEqual([{ event: 'note', account: 'x', note: 'X refuses the private numbers.' }]);
});

test('a falling counter is kept as it was read', async () => {
  await on.add('thread');
  const values = [50, 70, 40, 90];
  on.answer = ({ deliveries, nowMs }) => {
    const impressions = values.shift() ?? 0;
    return { read: new Map(deliveries.map(({ id }) => [id, [{ ...snapshot, atMs: nowMs, impressions }]])) };
  };
  await on.run(on.clock.nowMs() + 55 * MINUTE_MS);
  expect((await on.store.snapshots('thread')).map(({ impressions }) => impressions)).toEqual([50, 70, 40]);
});

test('a platform that does not answer holds up no tick, and is asked once', async () => {
  await on.add('thread');
  on.clock.pass(5 * MINUTE_MS);
  let asked = 0;
  const silent = (): Promise<never> => {
    asked += 1;
    return new Promise(() => {});
  };
  const parts = on.parts('one');
  const publisherFor: typeof parts.publisherFor = async (delivery) => {
    return { ...(await parts.publisherFor(delivery)), measure: silent };
  };
  const worker = createWorker({ ...parts, publisherFor }, embeddedQueue(32));
  for (let tick = 0; tick < 3; tick++) {
    await worker.tick();
    await vi.waitUntil(() => asked > 0);
    on.clock.pass(MINUTE_MS);
  }
  expect(asked).toBe(1);
});

test('an idle worker asks the store at most once a minute', async () => {
  await on.add('thread');
  let looks = 0;
  const parts = on.parts('one');
  const { store } = parts;
  const counting = {
    ...parts,
    store: {
      ...store,
      measurable: (...asked: Parameters<typeof store.measurable>) => {
        looks += 1;
        return store.measurable(...asked);
      },
    },
  };
  const memory = newReadingMemory();
  await measureDue(counting, memory);
  looks = 0;
  for (let tick = 0; tick < 48; tick++) {
    on.clock.pass(5_000);
    await measureDue(counting, memory);
  }
  expect(looks).toBeLessThanOrEqual(4);
  memory.hasNews = true;
  await measureDue(counting, memory);
  expect(looks).toBeLessThanOrEqual(5);
});

const snapshot = {
  ...{ index: 0, ageMs: 1, source: 'x', likes: null, reposts: null, replies: null, quotes: null, bookmarks: null },
  ...{ linkClicks: null, profileClicks: null, gone: false },
};
