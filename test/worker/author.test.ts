import { afterEach, beforeEach, expect, test } from 'vitest';
import { adopt, cancel, retry, unpublish } from '../../src/worker/author.ts';
import type { PublishingParts } from '../../src/worker/parts.ts';
import { publish } from '../../src/worker/publish.ts';
import { newDelivery } from '../deliveries.ts';
import { Stage } from './stage.ts';

let stage: Stage;
let parts: PublishingParts;
beforeEach(async () => {
  stage = new Stage();
  parts = stage.parts('author');
  await stage.store.addDelivery(newDelivery({ createdMs: stage.clock.nowMs() }));
});
afterEach(() => stage.close());

const stands = async () => (await stage.store.delivery('delivery'))?.state;
const shown = async () => (await stage.store.timelinePosts('delivery')).length;

/** As if a worker had been killed right after its intent to send the first post. */
async function intend(): Promise<void> {
  const lease = await stage.store.takeLease('x/rehearsal', 'gone', stage.clock.nowMs(), 1);
  if (lease === null) throw new Error('the lease is free');
  await stage.store.recordIntent({ delivery: 'delivery', step: 0, attempt: 1, atMs: stage.clock.nowMs() }, lease);
  stage.clock.pass(10);
}

test('a published thread is taken down, its last post first, and cannot be taken down twice', async () => {
  await publish(parts, 'delivery');
  expect([await stands(), await shown()]).toEqual(['published', 3]);
  await unpublish(parts, 'delivery');
  expect([await stands(), await shown()]).toEqual(['unpublished', 0]);
  expect(stage.told('post-removed')).toMatchObject([{ post: 3 }, { post: 2 }, { post: 1 }]);
  await expect(unpublish(parts, 'delivery')).rejects.toThrow('a delivery that is unpublished takes no unpublish');
});

test('a thread whose last post may or may not be there is not taken down', async () => {
  await intend();
  await stage.store.recordReceipts(
    'delivery',
    [{ index: 1, id: 'b', uri: null, url: null, cid: null, atMs: 1 }],
    ['publishing'],
    { state: 'cancelled', why: null, untilMs: null, atMs: 1 },
  );
  await expect(unpublish(parts, 'delivery')).rejects.toThrow(
    'it is not known whether post 1 is there. Look at your profile, and take the thread down by hand',
  );
  expect(await stands()).toBe('cancelled');
});

test('what is not possible says what is', async () => {
  await expect(retry(parts, 'delivery')).rejects.toThrow('a delivery that is planned takes no retry (allowed: cancel)');
  await expect(adopt(parts, 'delivery', ['https://x.com/a/status/1'])).rejects.toThrow('takes no adopt');
  await expect(cancel(parts, 'nothing')).rejects.toThrow('there is no such delivery: "nothing"');
  await cancel(parts, 'delivery');
  expect(await stands()).toBe('cancelled');
  await expect(cancel(parts, 'delivery')).rejects.toThrow('(allowed: nothing)');
});

test('a worker in the middle of a thread is not interfered with', async () => {
  await publish(parts, 'delivery');
  await stage.store.takeLease('x/rehearsal', 'worker', stage.clock.nowMs(), 20_000);
  await expect(unpublish(parts, 'delivery')).rejects.toThrow('the worker is at it this moment. Try again');
  expect([await stands(), await shown()]).toEqual(['published', 3]);
});

test('an account that may not be sent to any more hands its thread to the author, and retry goes on', async () => {
  const forbidden = { ...parts, forbids: () => 'the account "x" no longer says live: true' };
  await publish(forbidden, 'delivery');
  expect(await stage.store.delivery('delivery')).toMatchObject({
    ...{ state: 'needs-author', why: 'the account "x" no longer says live: true', attempts: [] },
  });
  await retry(parts, 'delivery');
  await publish(parts, 'delivery');
  expect([await stands(), await shown()]).toEqual(['published', 3]);
});
