import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Delivery } from '../../../src/delivery/delivery.ts';
import { gateOf } from '../../../src/platforms/bluesky/gate.ts';
import { type Bluesky, type BlueskyAccount, createAccount, startBluesky } from '../../servers/bluesky.ts';
import { deadAddress, deliveryOf, planned, type Stage, stage, worker } from './stage.ts';

const HOUR = 3_600_000;
/** How long the AppView may take to index what happened. */
const indexed = { timeout: 40_000, interval: 250 };

let bluesky: Bluesky;
let reader: BlueskyAccount;
beforeAll(async () => {
  bluesky = await startBluesky({ mode: 'appview' });
  reader = await createAccount(bluesky.pds);
}, 900_000);
afterAll(() => bluesky?.stop());

const none = { impressions: null, likes: 0, reposts: 0, replies: 0, quotes: 0, bookmarks: 0 };

function refOf({ receipts }: Delivery, index: number) {
  const receipt = receipts[index];
  return { uri: receipt?.uri ?? '', cid: receipt?.cid ?? '' };
}

function numbersOf({ publisher, clock }: Stage, delivery: Delivery) {
  return publisher.measure(delivery, clock.nowMs() + HOUR);
}

test('what others did with a thread is counted, and the author’s own replies are not', async () => {
  const live = await stage(bluesky);
  const delivery = await worker(live).bring(deliveryOf(planned(['one', 'two', 'three'])));
  const [root, second, last] = [0, 1, 2].map((index) => refOf(delivery, index));
  if (!root || !second || !last) throw new Error('not published');
  await reader.agent.like(root.uri, root.cid);
  await reader.agent.repost(second.uri, second.cid);
  await reader.agent.post({ text: 'a reply', reply: { root, parent: root } });
  await reader.agent.post({ text: 'a quote', embed: { $type: 'app.bsky.embed.record', record: last } });
  await reader.agent.app.bsky.bookmark.createBookmark({ ...last });
  // Written by hand, long after the thread.
  await live.account.agent.post({ text: 'a postscript', reply: { root, parent: last } });
  await live.account.agent.post({ text: 'an aside', reply: { root, parent: root } });
  const age = { atMs: live.clock.nowMs() + HOUR, source: 'bluesky', ageMs: expect.any(Number) };
  await expect
    .poll(() => numbersOf(live, delivery), indexed)
    .toEqual([
      { index: 0, ...age, ...none, likes: 1, replies: 1 },
      { index: 1, ...age, ...none, reposts: 1 },
      { index: 2, ...age, ...none, quotes: 1, bookmarks: 1 },
    ]);
}, 90_000);

test('a thread of more posts than one question names is read whole, and what was deleted is left out', async () => {
  const live = await stage(bluesky);
  const delivery = await worker(live).bring(
    deliveryOf(planned(Array.from({ length: 30 }, (_, index) => `post ${index}`))),
  );
  await expect.poll(async () => (await numbersOf(live, delivery)).length, indexed).toBe(30);
  await live.account.agent.deletePost(refOf(delivery, 29).uri);
  await expect.poll(async () => (await numbersOf(live, delivery)).length, indexed).toBe(29);
  expect(await numbersOf(live, delivery)).toEqual(
    Array.from({ length: 29 }, (_, index) => expect.objectContaining({ index, ...none })),
  );
}, 120_000);

test('numbers are read as anybody, without the account', async () => {
  const live = await stage(bluesky);
  const delivery = await worker(live).bring(deliveryOf(planned(['one'])));
  const asked = live.proxy.requests.length;
  const stranger = live.restart({ appPassword: 'not-needed-here' });
  await expect.poll(() => stranger.measure(delivery, live.clock.nowMs()), indexed).toMatchObject([none]);
  expect(live.proxy.requests).toHaveLength(asked);
  expect(await stranger.measure({ ...delivery, receipts: [] }, live.clock.nowMs())).toEqual([]);
}, 60_000);

test('an AppView that cannot be read is told in words, and no number is made up', async () => {
  const live = await stage(bluesky, { appView: await deadAddress() });
  const delivery = await worker(live).bring(deliveryOf(planned(['one'])));
  await expect(numbersOf(live, delivery)).rejects.toThrow('no connection to Bluesky (ECONNREFUSED)');
});

test('a gate keeps those out whom the author does not let in', async () => {
  const live = await stage(bluesky);
  const delivery = await worker(live).bring(
    deliveryOf(planned(['gated', 'second'], {}, gateOf('nobody') ?? undefined)),
  );
  const uris = [refOf(delivery, 0).uri];
  await expect
    .poll(async () => (await reader.agent.getPosts({ uris })).data.posts[0]?.viewer, indexed)
    .toMatchObject({ replyDisabled: true });
}, 60_000);
