import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import type { Delivery } from '../../../src/delivery/delivery.ts';
import { purposeOf } from '../../../src/platforms/x/charges.ts';
import { bills, deliveryOf, planned, portOf, receipt, type Stage, sending, stage } from './stage.ts';

const HOUR = 3_600_000;

/** A thread that is out, with a post written by hand in between. */
function published(on: Stage, count: number): Delivery {
  const receipts = Array.from({ length: count }, (_, index) => {
    const post = on.x.postByHand({ text: `post ${index}` });
    if (index === 0) on.x.postByHand({ text: 'by hand' });
    return receipt(index, post.id, on.clock.nowMs());
  });
  return deliveryOf(planned(receipts.map(({ index }) => `post ${index}`)), { receipts, state: 'published' });
}

test.for(['old', 'new'] as const)('the numbers of every post are X’s own, in the %s spelling', async (spelling) => {
  const on = await stage({ spelling });
  on.x.postByHand({ text: 'before' });
  const delivery = published(on, 9);
  on.x.postByHand({ text: 'after' });
  on.x.setMetrics(delivery.receipts[0]?.id ?? '', {
    ...{ impressions: 1_234, likes: 5, reposts: 4, replies: 3, quotes: 2, bookmarks: 1 },
  });
  on.clock.pass(HOUR);
  const snapshots = await on.publisher.measure(delivery, on.clock.nowMs());
  const numbers = { impressions: 1_234, likes: 5, reposts: 4, replies: 3, quotes: 2, bookmarks: 1 };
  expect(snapshots[0]).toEqual({ index: 0, atMs: on.clock.nowMs(), ageMs: HOUR, source: 'x', ...numbers });
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
    await on.publisher.measure(delivery, on.clock.nowMs());
  }
  expect(bills(on).ours).toEqual({ 'user read': 1, 'owned read': 20 });
  expect(bills(on).theirs).toEqual(bills(on).ours);
});

test('what the account reposted in between is not asked for, since it would be charged', async () => {
  const on = await stage();
  const delivery = published(on, 2);
  await on.publisher.measure(delivery, on.clock.nowMs());
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"meta":{"result_count":0}}');
  });
  await on.restart({ service: `http://127.0.0.1:${await portOf(server)}` }).measure(delivery, on.clock.nowMs());
  expect(asked[0]).toMatch(/^\/2\/users\/\d+\/tweets\?.*exclude=retweets/);
  expect(asked[1]).toMatch(/^\/2\/tweets\?ids=/);
});

test('every charge counts against the budget it is for', async () => {
  const on = await stage();
  const delivery = published(on, 1);
  await on.publisher.send(sending(deliveryOf(planned(['plain'])), 0, on));
  await on.publisher.send(sending(deliveryOf(planned(['https://example.com'])), 0, on));
  await on.publisher.measure(delivery, on.clock.nowMs());
  await on.publisher.remove?.(sending(delivery, 0, on));
  expect(on.charges.map((charge) => [charge.what, charge.microUsd, purposeOf(charge)])).toEqual([
    ['post', 15_000, 'send'],
    ['post with URL', 200_000, 'send'],
    ['user read', 10_000, 'read'],
    ['owned read', 1_000, 'read'],
    ['delete', 10_000, 'send'],
  ]);
});

test('a number X does not tell is null and never 0; a post that is gone has no numbers', async () => {
  const on = await stage();
  const delivery = published(on, 3);
  on.x.deleteByHand(delivery.receipts[1]?.id ?? '');
  const snapshots = await on.publisher.measure(delivery, on.clock.nowMs());
  expect(snapshots.map(({ index }) => index)).toEqual([0, 2]);
  on.x.settings.spelling = { timeline: 'new' };
  on.x.setMetrics(delivery.receipts[0]?.id ?? '', { reposts: 7, likes: Number.NaN });
  const [first] = await on.publisher.measure(delivery, on.clock.nowMs());
  expect([first?.reposts, first?.likes]).toEqual([7, null]);
});

test('a thread of more posts than an answer holds is read to its end', async () => {
  const on = await stage();
  const delivery = published(on, 230);
  const snapshots = await on.publisher.measure(delivery, on.clock.nowMs());
  expect(snapshots.map(({ index }) => index)).toEqual(delivery.receipts.map(({ index }) => index));
  expect(on.x.requests.filter((name) => name === 'timeline')).toHaveLength(3);
});

test('a thread that the timeline no longer reaches is asked for by its ids', async () => {
  const on = await stage();
  const delivery = published(on, 3);
  for (let count = 0; count < 3_200; count++) on.x.postByHand({ text: `later ${count}` });
  on.x.setImpressions(delivery.receipts[2]?.id ?? '', 9);
  const snapshots = await on.publisher.measure(delivery, on.clock.nowMs());
  expect(snapshots.map(({ impressions }) => impressions)).toEqual([0, 0, 9]);
  expect(bills(on).ours).toEqual({ 'user read': 1, 'post read': 3 });
  expect(bills(on).theirs).toEqual(bills(on).ours);
});

test('a thread that was deleted has no numbers and costs nothing; nor has one of which nothing is out', async () => {
  const on = await stage();
  const delivery = published(on, 3);
  for (const { id } of delivery.receipts) on.x.deleteByHand(id);
  on.x.deleteByHand(on.x.truth[1]?.id ?? '');
  expect(await on.publisher.measure(delivery, on.clock.nowMs())).toEqual([]);
  expect(await on.publisher.measure({ ...delivery, receipts: [] }, on.clock.nowMs())).toEqual([]);
  expect(bills(on).ours).toEqual({ 'user read': 1 });
});

test('a reading that fails says why in words, so that it is taken later', async () => {
  const on = await stage();
  const delivery = published(on, 3);
  on.x.fault({ do: 'refuse', problem: 'tooManyRequests' }, { on: 'timeline' });
  await expect(on.publisher.measure(delivery, on.clock.nowMs())).rejects.toThrow("X's rate limit is reached");
  on.x.fault({ do: 'garble' }, { on: 'timeline' });
  await expect(on.publisher.measure(delivery, on.clock.nowMs())).rejects.toThrow(/could not be read/);
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
