import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Delivery } from '../../../src/delivery/delivery.ts';
import { gateOf } from '../../../src/platforms/bluesky/gate.ts';
import type { Numbers, Publisher } from '../../../src/publisher.ts';
import type { Snapshot } from '../../../src/report/snapshot.ts';
import { type Bluesky, type BlueskyAccount, createAccount, startBluesky } from '../../servers/bluesky.ts';
import { deadAddress, deliveryOf, planned, type Stage, stage, worker } from './stage.ts';

const HOUR = 3_600_000;
/** How long the AppView may take to index what happened. */
const indexed = { timeout: 40_000, interval: 250 };

let bluesky: Bluesky;
let reader: BlueskyAccount;
let other: BlueskyAccount;
beforeAll(async () => {
  bluesky = await startBluesky({ mode: 'appview' });
  [reader, other] = [await createAccount(bluesky.pds), await createAccount(bluesky.pds)];
}, 900_000);
afterAll(() => bluesky?.stop());

const unknown = { impressions: null, linkClicks: null, profileClicks: null };
const none = { ...unknown, likes: 0, reposts: 0, replies: 0, quotes: 0, bookmarks: 0, gone: false };

function refOf({ receipts }: Delivery, index: number) {
  const receipt = receipts[index];
  return { uri: receipt?.uri ?? '', cid: receipt?.cid ?? '' };
}

function ask({ clock }: Stage, publisher: Publisher, ...deliveries: readonly Delivery[]): Promise<Numbers> {
  return publisher.measure({ deliveries, nowMs: clock.nowMs() + HOUR, mostMicroUsd: 0 });
}

async function numbersOf(on: Stage, delivery: Delivery, publisher = on.publisher): Promise<readonly Snapshot[]> {
  const { read, hindrance, notes } = await ask(on, publisher, delivery);
  expect([hindrance, notes]).toEqual([null, []]);
  return read.get(delivery.id) ?? [];
}

test('what others did with every post of a thread is counted, and the author’s own replies are not', async () => {
  const live = await stage(bluesky);
  const delivery = await worker(live).bring(deliveryOf(planned(['one', 'two', 'three'])));
  const refs = [0, 1, 2].map((index) => refOf(delivery, index));
  const [root, , last] = refs;
  if (!root || !last) throw new Error('not published');
  for (const [index, ref] of refs.entries()) {
    await other.agent.like(ref.uri, ref.cid);
    await reader.agent.like(ref.uri, ref.cid);
    await reader.agent.repost(ref.uri, ref.cid);
    for (let count = 0; count <= index; count++) {
      await reader.agent.post({ text: `reply ${count}`, reply: { root, parent: ref } });
    }
    await reader.agent.post({ text: 'a quote', embed: { $type: 'app.bsky.embed.record', record: ref } });
    await reader.agent.app.bsky.bookmark.createBookmark({ ...ref });
  }
  // Written by hand, long after the thread.
  await live.account.agent.post({ text: 'a postscript', reply: { root, parent: last } });
  await live.account.agent.post({ text: 'an aside', reply: { root, parent: root } });
  const age = { atMs: live.clock.nowMs() + HOUR, source: 'bluesky', ageMs: expect.any(Number) };
  const counted = { ...age, ...none, likes: 2, reposts: 1, quotes: 1, bookmarks: 1 };
  await expect
    .poll(() => numbersOf(live, delivery), indexed)
    .toEqual([0, 1, 2].map((index) => ({ index, ...counted, replies: index + 1 })));
}, 90_000);

test('threads are read together, 25 posts a question, and a post that was deleted ends with a tombstone', async () => {
  const live = await stage(bluesky);
  const long = Array.from({ length: 30 }, (_, index) => `post ${index}`);
  const first = await worker(live).bring(deliveryOf(planned(long)));
  const second = await worker(live).bring(deliveryOf(planned(['one', 'two'])));
  const counts = async () => {
    const { read } = await ask(live, live.publisher, first, second);
    return [first, second].map(({ id }) => read.get(id)?.length);
  };
  await expect.poll(counts, indexed).toEqual([30, 2]);
  await live.account.agent.deletePost(refOf(first, 29).uri);
  await expect.poll(async () => (await numbersOf(live, first)).at(-1)?.gone, indexed).toBe(true);
  const snapshots = await numbersOf(live, first);
  expect(snapshots.slice(0, 29)).toEqual(
    Array.from({ length: 29 }, (_, index) => expect.objectContaining({ index, ...none })),
  );
  const nothing = { likes: null, reposts: null, replies: null, quotes: null, bookmarks: null };
  expect(snapshots[29]).toMatchObject({ index: 29, ...unknown, ...nothing, gone: true });
}, 120_000);

test('a post that the AppView does not show, but whose record is there, is not gone', async () => {
  const live = await stage(bluesky);
  const delivery = await worker(live).bring(deliveryOf(planned(['one', 'two'])));
  const blind = await blindAppView();
  expect(await numbersOf(live, delivery, live.restart({ appView: blind }))).toEqual([]);
  await live.account.agent.deletePost(refOf(delivery, 1).uri);
  const seen = await numbersOf(live, delivery, live.restart({ appView: blind }));
  expect(seen.map(({ index, gone }) => [index, gone])).toEqual([[1, true]]);
  const stranger = live.restart({ appView: blind, appPassword: 'not-the-password' });
  live.memory.session = null;
  expect(await numbersOf(live, delivery, stranger)).toEqual([]);
}, 60_000);

/** An AppView that has indexed nothing. */
async function blindAppView(): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"posts":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

test('numbers are read as anybody, without the account', async () => {
  const live = await stage(bluesky);
  const delivery = await worker(live).bring(deliveryOf(planned(['one'])));
  await expect.poll(async () => (await numbersOf(live, delivery)).length, indexed).toBe(1);
  const asked = live.proxy.requests.length;
  const stranger = live.restart({ appPassword: 'not-needed-here' });
  expect(await numbersOf(live, delivery, stranger)).toMatchObject([none]);
  expect(live.proxy.requests).toHaveLength(asked);
  expect(await numbersOf(live, { ...delivery, receipts: [] }, stranger)).toEqual([]);
}, 60_000);

test('an AppView that cannot be read is told in words, and no number is made up', async () => {
  const live = await stage(bluesky, { appView: await deadAddress() });
  const delivery = await worker(live).bring(deliveryOf(planned(['one'])));
  const { read, hindrance } = await ask(live, live.publisher, delivery);
  expect(read.size).toBe(0);
  expect(hindrance).toEqual({ kind: 'not-sent', why: 'no connection to Bluesky (ECONNREFUSED)' });
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
