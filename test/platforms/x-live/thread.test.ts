import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Delivery, OPEN_STATES } from '../../../src/delivery/delivery.ts';
import { DEFAULT_TIMING } from '../../../src/delivery/timing.ts';
import type { Publisher } from '../../../src/publisher.ts';
import type { Store } from '../../../src/store.ts';
import { openStore } from '../../../src/stores/sqlite/open.ts';
import type { PublishingParts } from '../../../src/worker/parts.ts';
import { publish } from '../../../src/worker/publish.ts';
import { newDelivery } from '../../deliveries.ts';
import { seed } from '../../seed.ts';
import { bills, IMPATIENT, planned, planOf, type Stage, stage } from './stage.ts';

const MINUTE = 60_000;
const POSTS = 9;
const RUNS = Number(process.env.RUNS ?? 12);

let folder: string;
let store: Store;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-x-live-'));
  store = openStore(folder);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

let deliveries = 0;

/** Plans a thread whose texts nobody else has. */
async function begin(on: Stage, count = POSTS): Promise<Delivery> {
  const id = `d${++deliveries}`;
  const texts = Array.from(
    { length: count },
    (_, index) => `${id} says https://example.com/${id} & so on ${index + 1}`,
  );
  const article = { id, title: id, source: id, contentHash: id };
  const plan = planOf(planned(texts));
  await store.addDelivery(newDelivery({ id, article, account: id, live: true, createdMs: on.clock.nowMs(), plan }));
  return deliveryIn(id);
}

async function deliveryIn(id: string): Promise<Delivery> {
  const delivery = await store.delivery(id);
  if (delivery === null) throw new Error('the delivery is gone');
  return delivery;
}

function partsFor(on: Stage, publisher: Publisher): PublishingParts {
  return {
    ...{ store, clock: on.clock, owner: 'one' },
    // However harsh the faults: a thread is to come to its end by itself here.
    timing: { ...DEFAULT_TIMING, resends: 20 },
    emit: () => {},
    stopping: new AbortController().signal,
    publisherFor: () => publisher,
    forbids: () => null,
    budget: { sendUsd: 1_000 },
  };
}

/** Publishes, every time in a process that knows nothing but the store, until the delivery comes to an end. */
async function toTheEnd(on: Stage, id: string, publisherOf: () => Publisher = () => on.restart()): Promise<Delivery> {
  for (let round = 0; round < 500; round++) {
    await publish(partsFor(on, publisherOf()), id);
    const delivery = await deliveryIn(id);
    if (!OPEN_STATES.some((state) => state === delivery.state)) return delivery;
    on.clock.pass(Math.max(1_000, (delivery.untilMs ?? 0) - on.clock.nowMs()));
  }
  throw new Error('it never ends');
}

/** Every post once, in order, each under the one before, and the store knows which is which. */
function expectWhole(on: Stage, delivery: Delivery, why = ''): void {
  expect([delivery.state, delivery.why], why).toEqual(['published', null]);
  const texts = delivery.plan.posts.map(({ post }) => post.text);
  const there = on.x.truth.filter(({ text }) => texts.includes(text));
  expect(
    there.map(({ text }) => text),
    why,
  ).toEqual(texts);
  expect(
    delivery.receipts.map(({ id }) => id),
    why,
  ).toEqual(there.map(({ id }) => id));
  expect(
    there.map(({ parentId }) => parentId),
    why,
  ).toEqual([null, ...there.slice(0, -1).map(({ id }) => id)]);
}

const everyPost = Array.from({ length: POSTS }, (_, index) => index);

test('a thread goes out whole, costs what was said beforehand, and X’s ledger agrees', async () => {
  const on = await stage();
  const delivery = await toTheEnd(on, (await begin(on)).id, () => on.publisher);
  expectWhole(on, delivery);
  expect(bills(on).ours).toEqual({ 'user read': 1, 'post with URL': POSTS });
  expect(bills(on).theirs).toEqual(bills(on).ours);
});

test('whichever answer is lost, the post is found and the thread goes on under it', async () => {
  const on = await stage();
  for (const lost of everyPost) {
    const { id } = await begin(on);
    on.x.fault({ do: 'cut', at: 'committed' }, { on: 'create', skip: lost });
    const startMs = on.clock.nowMs();
    expectWhole(on, await toTheEnd(on, id), `the answer to post ${lost + 1} is lost`);
    expect(on.clock.nowMs()).toBe(startMs);
  }
  expect(on.x.faults.seen.get('cut committed')).toBe(POSTS);
  expect(bills(on).theirs).toEqual(bills(on).ours);
});

test('whichever post is lost on its way, it is sent again once its absence is proven, and not before', async () => {
  const on = await stage({ duplicates: 'off', lagMs: [0, 10 * MINUTE] });
  for (const lost of everyPost) {
    const { id } = await begin(on);
    on.x.fault({ do: 'cut', at: 'read' }, { on: 'create', skip: lost });
    const startMs = on.clock.nowMs();
    expectWhole(on, await toTheEnd(on, id), `post ${lost + 1} is lost`);
    expect(on.clock.nowMs()).toBeGreaterThanOrEqual(startMs + 15 * MINUTE);
  }
});

test('a post whose answer is lost and that reads show late is found late, and not sent again', async () => {
  const on = await stage({ duplicates: 'off', lagMs: [5 * MINUTE, 14 * MINUTE] });
  for (const lost of everyPost) {
    const { id } = await begin(on);
    on.x.fault({ do: 'cut', at: 'half-body' }, { on: 'create', skip: lost });
    expectWhole(on, await toTheEnd(on, id), `the answer to post ${lost + 1} is lost`);
  }
});

test('a post that arrives after it was given up is found', async () => {
  const on = await stage({ duplicates: 'off' });
  const arrived = new Promise<void>((resolve) => {
    on.x.on('request', ({ name, stage: reached, request }) => {
      if (name === 'create' && reached === 'committed' && request === 5) resolve();
    });
  });
  const { id } = await begin(on);
  on.x.fault({ do: 'late', afterMs: 30 }, { on: 'create', skip: 3 });
  await publish(partsFor(on, on.restart({ requestMs: IMPATIENT })), id);
  expect((await deliveryIn(id)).state).toBe('uncertain');
  await arrived;
  expectWhole(on, await toTheEnd(on, id));
});

test('a repeated attempt that X refuses as a copy finds the one that landed', async () => {
  const on = await stage({ lagMs: 40 * MINUTE });
  const { id } = await begin(on, 3);
  on.x.fault({ do: 'cut', at: 'committed' }, { on: 'create', skip: 1 });
  expectWhole(on, await toTheEnd(on, id));
});

test('limits, outages and parents that are too fresh only make a thread late', async () => {
  const on = await stage({ freshMs: [0, 20_000], limits: { create: 5 } });
  for (let thread = 0; thread < 3; thread++) {
    const { id } = await begin(on);
    on.x.fault({ do: 'refuse', problem: 'notPermitted' }, { on: 'create', skip: thread + 2 });
    await on.x.down();
    await publish(partsFor(on, on.restart()), id);
    await on.x.up();
    expectWhole(on, await toTheEnd(on, id));
  }
});

test('a machine that sleeps between the intent and the connection sends nothing late, and the thread goes out later', async () => {
  const on = await stage({ duplicates: 'off' });
  for (const asleep of everyPost) {
    const { id } = await begin(on);
    let sends = 0;
    const sleepy = (publisher: Publisher): Publisher => ({
      ...publisher,
      send: (request) =>
        publisher.send({
          ...request,
          mayLeave() {
            const may = request.mayLeave();
            // It is asked before connecting and once connected: here it sleeps in between.
            if (sends++ === asleep * 2) on.clock.jump(10 * MINUTE);
            return may;
          },
        }),
    });
    const delivery = await toTheEnd(on, id, () => sleepy(on.restart()));
    expectWhole(on, delivery);
    expect(delivery.attempts.map(({ outcome }) => outcome).filter((outcome) => outcome === 'not-sent')).toHaveLength(1);
  }
});

test('a refusal to reply to oneself stops the thread at its second post and says why', async () => {
  const on = await stage({ selfReplies: 'refused' });
  const delivery = await toTheEnd(on, (await begin(on)).id);
  expect(delivery).toMatchObject({ state: 'needs-author', receipts: [{ index: 0 }] });
  expect(delivery.why).toMatch(/post 2: since February 2026/);
  on.x.settings.selfReplies = 'allowed';
  await store.changeState(delivery.id, ['needs-author'], {
    ...{ state: 'publishing', why: null, untilMs: null, atMs: on.clock.nowMs() },
  });
  expectWhole(on, await toTheEnd(on, delivery.id));
});

test('credits that end half-way stop the thread, which goes on where it stopped once there are more', async () => {
  const on = await stage({ creditsUsd: 0.823 });
  const delivery = await toTheEnd(on, (await begin(on)).id);
  expect(delivery).toMatchObject({ state: 'needs-author', why: expect.stringMatching(/credits are used up/) });
  expect(on.x.truth).toHaveLength(4);
  on.x.settings.creditsUsd = null;
  await store.changeState(delivery.id, ['needs-author'], {
    ...{ state: 'publishing', why: null, untilMs: null, atMs: on.clock.nowMs() },
  });
  expectWhole(on, await toTheEnd(on, delivery.id));
});

test(`no post is doubled, lost or out of order in ${RUNS} threads through all faults at once, without X’s own filter`, {
  timeout: 600_000,
}, async () => {
  const seen = new Map<string, number>();
  for (let run = 0; run < RUNS; run++) {
    const on = await stage({ duplicates: 'off', lagMs: [0, 8 * MINUTE], freshMs: [0, 10_000], seed: seed + run });
    const mostly = { on: ['create', 'timeline', 'me'], chance: 0.05 };
    for (const at of ['received', 'half-read', 'read', 'committed', 'half-headers', 'last-byte'] as const) {
      on.x.fault({ do: 'cut', at, reset: at === 'read' }, mostly);
    }
    on.x.fault({ do: 'hang', committed: run % 2 === 0 }, { ...mostly, times: 2 });
    on.x.fault({ do: 'fail', status: 503, committed: run % 2 === 1, body: 'problem' }, mostly);
    on.x.fault({ do: 'garble' }, mostly);
    on.x.fault({ do: 'refuse', problem: 'tooManyRequests' }, mostly);
    const { id } = await begin(on);
    const replay = `SEED=${seed + run} RUNS=1 npm test -- test/platforms/x-live/thread.test.ts`;
    expectWhole(on, await toTheEnd(on, id, () => on.restart({ requestMs: IMPATIENT })), replay);
    for (const [fault, count] of on.x.faults.seen) seen.set(fault, (seen.get(fault) ?? 0) + count);
  }
  console.log(`${RUNS} threads;`, Object.fromEntries(seen));
});
