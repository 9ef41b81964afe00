import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishOne } from '../../src/worker/publish-on.ts';
import { newDelivery } from '../deliveries.ts';
import { Stage } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
  stage.setSchedules();
});
afterEach(() => stage.close());

const LANE = { account: 'x', live: false };

async function add(id: string, createdMs: number): Promise<void> {
  await stage.store.addDelivery(newDelivery({ id, occasion: id, createdMs: stage.clock.nowMs() + createdMs }));
}

/** As if a worker had been killed right after its intent to send the first post. */
async function begin(delivery: string): Promise<void> {
  const lease = await stage.store.takeLease('x/rehearsal', 'gone', stage.clock.nowMs(), 1);
  if (lease === null) throw new Error('the lease is free');
  await stage.store.recordIntent({ delivery, step: 0, attempt: 1, atMs: stage.clock.nowMs() }, lease);
  stage.clock.pass(10);
}

const byHand = (id: string) => publishOne(stage.parts('by hand'), { ...LANE, id });
const published = () =>
  stage.events.flatMap((event) =>
    event.event === 'state-changed' && event.state === 'published' ? event.delivery : [],
  );
const stateOf = async (id: string) => (await stage.store.delivery(id))?.state;

test('what is published by hand goes before threads that have not begun', async () => {
  await add('waiting', 0);
  await add('now', 1);
  await byHand('now');
  expect(published()).toEqual(['now']);
  expect(await stateOf('waiting')).toBe('planned');
});

test('a thread that has begun on its account is finished first', async () => {
  await add('begun', 0);
  await begin('begun');
  await add('now', 1);
  await byHand('now');
  expect(published()).toEqual(['begun', 'now']);
});

test('a thread that rests half-way keeps its account: what is published by hand waits for it', async () => {
  await add('resting', 0);
  await begin('resting');
  const untilMs = stage.clock.nowMs() + 60_000;
  await stage.store.changeState('resting', ['publishing'], { state: 'waiting', why: 'limit', untilMs, atMs: 1 });
  await add('now', 1);
  await byHand('now');
  expect([published(), await stateOf('now')]).toEqual([[], 'planned']);
});

test('nothing is published by hand while the account is paused, or another worker is at it', async () => {
  await add('now', 0);
  await stage.store.pause('x', 1);
  await byHand('now');
  await stage.store.resume('x');
  await stage.store.takeLease('x/rehearsal', 'worker', stage.clock.nowMs(), 20_000);
  await byHand('now');
  expect([published(), await stateOf('now')]).toEqual([[], 'planned']);
});

test('a worker that comes meanwhile changes nothing: each thread goes out once', async () => {
  await add('first', 0);
  await add('now', 1);
  const worker = stage.worker('worker');
  await Promise.all([byHand('now'), worker.tick()]);
  await worker.idle();
  stage.clock.pass(5_000);
  await worker.tick();
  await worker.idle();
  expect(published().toSorted()).toEqual(['first', 'now']);
  expect(stage.told('post-sent')).toHaveLength(6);
});
