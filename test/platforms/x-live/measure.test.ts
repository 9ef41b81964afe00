import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import type { Delivery } from '../../../src/delivery/delivery.ts';
import { type Numbers, purposeOf, type Question } from '../../../src/publisher.ts';
import type { Snapshot } from '../../../src/report/snapshot.ts';
import { bills, deliveryOf, planned, portOf, receipt, type Stage, sending, stage } from './stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A thread that is out, with a post written by hand in between. */
function published(on: Stage, count: number, id = 'delivery'): Delivery {
  let parentId: string | null = null;
  const receipts = Array.from({ length: count }, (_, index) => {
    const post = on.x.postByHand({ text: `post ${index}`, parentId });
    parentId = post.id;
    if (index === 0) on.x.postByHand({ text: 'by hand' });
    return receipt(index, post.id, on.clock.nowMs());
  });
  return deliveryOf(planned(receipts.map(({ index }) => `post ${index}`)), { id, receipts, state: 'published' });
}

function ask(on: Stage, deliveries: readonly Delivery[], change: Partial<Question> = {}): Promise<Numbers> {
  return on.publisher.measure({ deliveries, nowMs: on.clock.nowMs(), mostMicroUsd: 1_000_000, ...change });
}

async function snapshotsOf(on: Stage, delivery: Delivery): Promise<readonly Snapshot[]> {
  const { read, hindrance } = await ask(on, [delivery]);
  expect(hindrance).toBeNull();
  return read.get(delivery.id) ?? [];
}

/** Requests that a server of the test's own got, each answered by what `answer` makes of its address. */
async function recording(on: Stage, answer: (url: string) => object): Promise<readonly string[]> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(url)));
  });
  const port = await portOf(server);
  Object.assign(on, { publisher: on.restart({ service: `http://127.0.0.1:${port}` }) });
  return asked;
}

test.for(['old', 'new'] as const)('the numbers of every post are X’s own, in the %s spelling', async (spelling) => {
  const on = await stage({ spelling });
  on.x.postByHand({ text: 'before' });
  const delivery = published(on, 9);
  on.x.postByHand({ text: 'after' });
  on.x.setMetrics(delivery.receipts[0]?.id ?? '', {
    ...{
      impressions: 1_234,
      likes: 5,
      reposts: 4,
      replies: 3,
      quotes: 2,
      bookmarks: 1,
      urlClicks: 7,
      profileClicks: 8,
    },
  });
  on.clock.pass(HOUR);
  const snapshots = await snapshotsOf(on, delivery);
  const numbers = { impressions: 1_234, likes: 5, reposts: 4, replies: 3, quotes: 2, bookmarks: 1 };
  const about = { index: 0, atMs: on.clock.nowMs(), ageMs: HOUR, source: 'x', gone: false };
  expect(snapshots[0]).toEqual({ ...about, ...numbers, linkClicks: 7, profileClicks: 8 });
  expect(snapshots.map(({ index, impressions }) => [index, impressions])).toEqual([
    [0, 1_234],
    ...Array.from({ length: 8 }, (_, index) => [index + 1, 0]),
  ]);
});

test('a reading costs what its stretch of the timeline holds, once a day, and X’s ledger agrees', async () => {
  const on = await stage();
  const delivery = published(on, 9);
  for (const hours of [0, 1, 2, 24]) {
    on.clock.pass(hours * HOUR);
    await snapshotsOf(on, delivery);
  }
  expect(bills(on).ours).toEqual({ 'user read': 1, 'owned read': 20 });
  expect(bills(on).theirs).toEqual(bills(on).ours);
});

test('threads that went out right after one another share a question; what lies between others is not paid for', async () => {
  const on = await stage();
  const first = published(on, 3, 'first');
  on.clock.pass(MINUTE);
  const second = published(on, 3, 'second');
  on.clock.pass(HOUR);
  for (let count = 0; count < 20; count++) on.x.postByHand({ text: `by hand ${count}` });
  on.clock.pass(HOUR);
  const third = published(on, 3, 'third');
  on.clock.pass(HOUR);
  const { read } = await ask(on, [third, first, second]);
  expect([...read].map(([id, snapshots]) => [id, snapshots.map(({ index }) => index)])).toEqual(
    ['third', 'first', 'second'].map((id) => [id, [0, 1, 2]]),
  );
  expect(on.x.requests.filter((name) => name === 'timeline')).toHaveLength(2);
  expect(bills(on).theirs).toEqual({ 'user read': 1, 'owned read': 12 });
  expect(bills(on).ours).toEqual(bills(on).theirs);
});

test('what the account reposted in between is not asked for, since it would be charged', async () => {
  const on = await stage();
  const delivery = published(on, 2);
  await snapshotsOf(on, delivery);
  const asked = await recording(on, () => ({ meta: { result_count: 0 } }));
  on.clock.pass(HOUR);
  await ask(on, [delivery]);
  expect(asked[0]).toMatch(/^\/2\/users\/\d+\/tweets\?.*exclude=retweets/);
  expect(asked.at(-1)).toMatch(/^\/2\/tweets\?ids=/);
});

test('every charge counts against the budget it is for', async () => {
  const on = await stage();
  const delivery = published(on, 1);
  await on.publisher.send(sending(deliveryOf(planned(['plain'])), 0, on));
  await on.publisher.send(sending(deliveryOf(planned(['https://example.com'])), 0, on));
  await snapshotsOf(on, delivery);
  await on.publisher.remove?.(sending(delivery, 0, on));
  expect(on.charges.map((charge) => [charge.what, charge.microUsd, purposeOf(charge)])).toEqual([
    ['post', 15_000, 'send'],
    ['post with URL', 200_000, 'send'],
    ['user read', 10_000, 'read'],
    ['owned read', 1_000, 'read'],
    ['delete', 10_000, 'send'],
  ]);
  expect(on.publisher.readMicroUsd).toBe(1_000);
});

test('the next post of a thread is no reply of a reader, other replies are', async () => {
  const on = await stage();
  const delivery = published(on, 3);
  on.x.postByHand({ text: 'a reply', parentId: delivery.receipts[1]?.id ?? '', authorId: '5' });
  const counted = async () => (await snapshotsOf(on, delivery)).map(({ replies }) => replies);
  expect(await counted()).toEqual([0, 1, 0]);
  on.clock.pass(HOUR);
  on.x.deleteByHand(delivery.receipts[2]?.id ?? '');
  expect(await counted()).toEqual([0, 1, null]);
});

test('a number X does not tell is null and never 0', async () => {
  const on = await stage({ spelling: { timeline: 'new' } });
  const delivery = published(on, 3);
  on.x.setMetrics(delivery.receipts[0]?.id ?? '', { reposts: 7, likes: Number.NaN });
  const [first] = await snapshotsOf(on, delivery);
  expect([first?.reposts, first?.likes]).toEqual([7, null]);
});

test('a post that the timeline lacks and of which X says that there is none has a tombstone, which costs nothing', async () => {
  const on = await stage();
  const delivery = published(on, 3);
  on.x.deleteByHand(delivery.receipts[1]?.id ?? '');
  on.clock.pass(HOUR);
  const snapshots = await snapshotsOf(on, delivery);
  expect(snapshots.map(({ index, gone }) => [index, gone])).toEqual([
    [0, false],
    [1, true],
    [2, false],
  ]);
  const none = { impressions: null, likes: null, reposts: null, replies: null, quotes: null, bookmarks: null };
  expect(snapshots[1]).toMatchObject({ ...none, linkClicks: null, profileClicks: null });
  expect(bills(on).theirs).toEqual({ 'user read': 1, 'owned read': 3 });
  expect(bills(on).ours).toEqual(bills(on).theirs);
});

test('a thread that was deleted whole ends with tombstones; one of which nothing is out is not asked for', async () => {
  const on = await stage();
  const delivery = published(on, 3);
  for (const { id } of delivery.receipts) on.x.deleteByHand(id);
  on.x.deleteByHand(on.x.truth[1]?.id ?? '');
  on.clock.pass(HOUR);
  expect((await snapshotsOf(on, delivery)).map(({ gone }) => gone)).toEqual([true, true, true]);
  expect(await snapshotsOf(on, { ...delivery, receipts: [] })).toEqual([]);
  expect(bills(on).ours).toEqual({ 'user read': 1 });
});

test('a post that X does not show yet, or shows by its id, is not gone', async () => {
  const on = await stage({ lagMs: 20 * MINUTE });
  const delivery = published(on, 3);
  on.clock.pass(5 * MINUTE);
  expect(await snapshotsOf(on, delivery)).toEqual([]);
  expect(on.x.requests).not.toContain('lookup');
  on.clock.pass(HOUR);
  on.x.editByHand(delivery.receipts[2]?.id ?? '', 'edited');
  on.clock.pass(HOUR);
  expect((await snapshotsOf(on, delivery)).map(({ gone }) => gone)).toEqual([false, false, false]);
  expect(bills(on).ours).toEqual({ 'user read': 1, 'owned read': 3, 'post read': 1 });
  expect(bills(on).theirs).toEqual(bills(on).ours);
});

test('a post that X hides for another reason is not gone', async () => {
  const on = await stage();
  const delivery = published(on, 1);
  await snapshotsOf(on, delivery);
  on.clock.pass(HOUR);
  const resource_id = delivery.receipts[0]?.id;
  const errors = [{ type: 'https://api.x.com/2/problems/not-authorized-for-resource', resource_id }];
  await recording(on, (url) => (url.startsWith('/2/tweets') ? { errors } : { meta: { result_count: 0 } }));
  expect((await ask(on, [delivery])).read.get('delivery')).toEqual([]);
});

test('nothing is looked up by id for more than may be paid', async () => {
  const on = await stage();
  const delivery = published(on, 3);
  on.x.editByHand(delivery.receipts[2]?.id ?? '', 'edited');
  on.clock.pass(HOUR);
  const { read } = await ask(on, [delivery], { mostMicroUsd: 4_999 });
  expect(read.get('delivery')?.map(({ index }) => index)).toEqual([0, 1]);
  expect(on.x.requests).not.toContain('lookup');
});

test.for([1, 3])('an answer that is not whole makes no tombstone: %i of 3 posts missing', async (missing) => {
  const on = await stage();
  const delivery = published(on, 3);
  await snapshotsOf(on, delivery);
  on.clock.pass(HOUR);
  const data = delivery.receipts.slice(missing).map(({ id }) => ({ id, public_metrics: { impression_count: 4 } }));
  const errors = [{ type: 'https://api.x.com/2/problems/resource-unavailable', resource_id: delivery.receipts[0]?.id }];
  const asked = await recording(on, () => ({ data, meta: { result_count: data.length }, errors }));
  expect((await ask(on, [delivery])).read.get('delivery')?.map(({ gone }) => gone)).toEqual(data.map(() => false));
  expect(asked.filter((url) => url.startsWith('/2/tweets'))).toEqual([]);
});

test('a thread of more posts than an answer holds is read to its end', async () => {
  const on = await stage();
  const delivery = published(on, 230);
  const snapshots = await snapshotsOf(on, delivery);
  expect(snapshots.map(({ index }) => index)).toEqual(delivery.receipts.map(({ index }) => index));
  expect(on.x.requests.filter((name) => name === 'timeline')).toHaveLength(3);
});

test('a thread that the timeline no longer reaches is asked for by its ids', async () => {
  const on = await stage();
  const delivery = published(on, 3);
  for (let count = 0; count < 3_200; count++) on.x.postByHand({ text: `later ${count}` });
  on.x.setImpressions(delivery.receipts[2]?.id ?? '', 9);
  on.clock.pass(HOUR);
  const snapshots = await snapshotsOf(on, delivery);
  expect(snapshots.map(({ impressions }) => impressions)).toEqual([0, 0, 9]);
  expect(bills(on).ours).toEqual({ 'user read': 1, 'post read': 3 });
  expect(bills(on).theirs).toEqual(bills(on).ours);
});

test('private numbers are asked for within 30 days, and not after', async () => {
  const on = await stage();
  const delivery = published(on, 2);
  on.x.setMetrics(delivery.receipts[0]?.id ?? '', { impressions: 5, urlClicks: 3 });
  on.clock.pass(29.9 * DAY);
  expect((await snapshotsOf(on, delivery))[0]).toMatchObject({ impressions: 5, linkClicks: 3 });
  on.clock.pass(DAY);
  expect((await snapshotsOf(on, delivery))[0]).toMatchObject({ impressions: 5, linkClicks: null });
  expect(on.x.requests.filter((name) => name === 'timeline')).toHaveLength(2);
  expect(bills(on).ours).toEqual({ 'user read': 1, 'owned read': 6 });
});

const REFUSED = 'https://api.x.com/2/problems/not-authorized-for-field';
const refusal = { hindrance: null, notes: [expect.stringMatching(/^X refuses the private numbers/)] };

test.for(['posts', 'fields'])(
  'private numbers that are refused (%s are left out) are given up, told once, and the public ones read',
  async (left) => {
    const on = await stage();
    const delivery = published(on, 2);
    await snapshotsOf(on, delivery);
    const data = delivery.receipts.map(({ id }) => ({ id, public_metrics: { impression_count: 4 } }));
    const errors = [{ type: REFUSED, resource_id: data[0]?.id, field: 'non_public_metrics.impression_count' }];
    const asked = await recording(on, (url) => {
      if (!url.includes('non_public_metrics')) return { data, meta: { result_count: 2 } };
      return { ...(left === 'posts' ? {} : { data }), errors, meta: { result_count: 2 } };
    });
    on.clock.pass(HOUR);
    const shown = Array(2).fill({ impressions: 4, linkClicks: null, gone: false });
    const first = await ask(on, [delivery]);
    expect(first).toMatchObject(refusal);
    expect(first.read.get('delivery')).toMatchObject(shown);
    const before = asked.length;
    const second = await ask(on, [delivery]);
    expect(second).toMatchObject({ hindrance: null, notes: [] });
    expect(second.read.get('delivery')).toMatchObject(shown);
    expect(asked.slice(before).map((url) => url.includes('non_public'))).toEqual([false]);
  },
);

test('a question that is refused because of the private numbers is asked without them', async () => {
  const on = await stage();
  const delivery = published(on, 2);
  on.x.fault({ do: 'refuse', problem: 'notPermitted' }, { on: 'timeline' });
  const first = await ask(on, [delivery]);
  expect(first).toMatchObject(refusal);
  expect(first.read.get('delivery')).toHaveLength(2);
  expect(await ask(on, [delivery])).toMatchObject({ notes: [] });
  expect(on.x.requests.filter((name) => name === 'timeline')).toHaveLength(3);
});

test('a rate limit is waited for, and other trouble is told in words; what was read before is kept', async () => {
  const on = await stage();
  const first = published(on, 2, 'first');
  on.clock.pass(HOUR);
  const second = published(on, 2, 'second');
  on.x.fault({ do: 'refuse', problem: 'tooManyRequests' }, { on: 'timeline', skip: 1 });
  const limited = await ask(on, [first, second]);
  expect([...limited.read.keys()]).toEqual(['first']);
  expect(limited.hindrance).toMatchObject({ kind: 'wait', why: "X's rate limit is reached" });
  on.x.fault({ do: 'garble' }, { on: 'timeline' });
  const garbled = await ask(on, [second]);
  expect([...garbled.read.keys()]).toEqual([]);
  expect(garbled.hindrance).toMatchObject({ kind: 'not-sent', why: expect.stringMatching(/could not be read/) });
  await on.x.down();
  expect((await ask(on, [second])).hindrance).toMatchObject({ kind: 'not-sent' });
  await on.x.up();
  expect([...(await ask(on, [first, second])).read.keys()]).toEqual(['first', 'second']);
});

test('a thread whose posts could not be looked up is read later, not taken for gone', async () => {
  const on = await stage();
  const delivery = published(on, 2);
  on.x.deleteByHand(delivery.receipts[0]?.id ?? '');
  on.clock.pass(HOUR);
  on.x.fault({ do: 'refuse', problem: 'tooManyRequests' }, { on: 'lookup' });
  const limited = await ask(on, [delivery]);
  expect(limited.read.size).toBe(0);
  expect(limited.hindrance).toMatchObject({ kind: 'wait' });
  expect((await snapshotsOf(on, delivery)).map(({ gone }) => gone)).toEqual([true, false]);
});

test('a thread is removed, posts that are gone already included, and each removal is charged', async () => {
  const on = await stage();
  const delivery = published(on, 3);
  on.x.deleteByHand(delivery.receipts[1]?.id ?? '');
  for (const step of [2, 1, 0])
    expect(await on.publisher.remove?.(sending(delivery, step, on))).toEqual({ kind: 'removed' });
  expect(on.x.truth.filter(({ deletedAt }) => deletedAt === null).map(({ text }) => text)).toEqual(['by hand']);
  expect(on.charges.map(({ what, microUsd }) => [what, microUsd])).toEqual(Array(3).fill(['delete', 10_000]));
  on.x.fault({ do: 'refuse', problem: 'notFound' }, { on: 'delete' });
  expect(await on.publisher.remove?.(sending(delivery, 0, on))).toEqual({ kind: 'removed' });
  expect(await on.publisher.remove?.(sending({ ...delivery, receipts: [] }, 0, on))).toEqual({ kind: 'removed' });
});

test('a removal whose answer is lost is unknown, and asking again settles it', async () => {
  const on = await stage();
  const delivery = published(on, 1);
  on.x.fault({ do: 'cut', at: 'committed' }, { on: 'delete' });
  expect(await on.publisher.remove?.(sending(delivery, 0, on))).toMatchObject({ kind: 'unknown' });
  expect(await on.publisher.remove?.(sending(delivery, 0, on))).toEqual({ kind: 'removed' });
  await on.x.down();
  expect(await on.publisher.remove?.(sending(delivery, 0, on))).toMatchObject({ kind: 'not-sent' });
  await on.x.up();
  on.x.fault({ do: 'refuse', problem: 'tooManyRequests' }, { on: 'delete' });
  expect(await on.publisher.remove?.(sending(delivery, 0, on))).toMatchObject({ kind: 'wait' });
  on.x.fault({ do: 'refuse', problem: 'notYours' }, { on: 'delete' });
  expect(await on.publisher.remove?.(sending(delivery, 0, on))).toMatchObject({ kind: 'give-up', mendable: true });
});
