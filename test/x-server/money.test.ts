import { expect, test } from 'vitest';
import { xClient } from './client.ts';
import { platform, stoppedClock, trouble } from './platform.ts';
import { testAccount } from './settings.ts';

const second = {
  ...testAccount,
  id: '1700000000000000002',
  username: 'other',
  accessToken: 'other-token',
  accessSecret: 'other',
};

test('the ledger charges posts, links, alternative texts and deletions by their prices', async () => {
  const { x, client } = await platform();
  const posts = await client.v2.tweetThread(['one', 'two', 'three at example.com and https://example.org']);
  await client.v2.deleteTweet(posts[2]?.data.id ?? '');
  expect(x.ledger.entries.map((entry) => [entry.what, entry.usd])).toEqual([
    ['post', 0.015],
    ['post', 0.015],
    ['post with URL', 0.2],
    ['delete', 0.01],
  ]);
  expect(x.ledger.total()).toBe(0.24);
});

test('refused requests cost nothing', async () => {
  const { x, client, self } = await platform();
  await trouble(client.v2.tweet('a'.repeat(281)));
  await trouble(client.v2.get(`users/${self}/tweets`, { max_results: '1' }));
  expect(x.ledger.total()).toBe(0);
});

test('a read is charged for each post returned, once a UTC day; an empty answer is free', async () => {
  const clock = stoppedClock(Date.parse('2026-11-24T23:59:00Z'));
  const { x, client, self } = await platform({ now: clock.now });
  await client.v2.userTimeline(self);
  expect(x.ledger.total()).toBe(0);
  for (const text of ['one', 'two', 'three']) x.postByHand({ text });
  await client.v2.userTimeline(self);
  await client.v2.userTimeline(self);
  expect(x.ledger.count('owned read')).toBe(3);
  clock.advance(60_000);
  await client.v2.userTimeline(self);
  expect([x.ledger.total('2026-11-24'), x.ledger.total('2026-11-25'), x.ledger.total()]).toEqual([0.003, 0.003, 0.006]);
});

test("reads by id, and reads of others or through somebody else's app, cost five times as much", async () => {
  const { x, client, self } = await platform({ accounts: [{ ...testAccount }, second] });
  const { id } = x.postByHand({ text: 'one' });
  await client.v2.tweets(id);
  expect(x.ledger.total()).toBe(0.005);
  await xClient(x.port, second).v2.userTimeline(self);
  expect(x.ledger.total()).toBe(0.01);
  Object.assign(x.settings.accounts[0] ?? {}, { ownsApp: false });
  await client.v2.userTimeline(self);
  expect(x.ledger.count('post read')).toBe(2);
});

test('without credits every request is refused with one of the two bodies of a 402, until there are some', async () => {
  const { x, client } = await platform({ creditsUsd: 0.02 });
  await client.v2.tweet('one');
  expect(await trouble(client.v2.tweet('two'))).toMatchObject({ status: 402, data: { detail: 'credits depleted' } });
  x.settings.creditsWording = 'old';
  expect(await trouble(client.v2.tweet('two'))).toMatchObject({ status: 402, data: { title: 'CreditsDepleted' } });
  x.settings.creditsUsd = 1;
  await client.v2.tweet('two');
});

test('above the spend cap everything is refused with the day on which the next cycle begins', async () => {
  const { x, client } = await platform({ spendCapUsd: 0.015, spendCapResets: '2026-12-01' });
  await client.v2.tweet('one');
  const refusal = await trouble(client.v2.tweet('two'));
  expect(refusal).toMatchObject({ status: 403, data: { title: 'SpendCapReached', reset_date: '2026-12-01' } });
  x.settings.spendCapUsd = null;
  await client.v2.tweet('two');
});

test('each user has a window of 15 minutes per endpoint, told in the headers of every answer', async () => {
  const clock = stoppedClock();
  const { x, client } = await platform({
    now: clock.now,
    limits: { create: 2 },
    accounts: [{ ...testAccount }, second],
  });
  const send = (text: string) => client.v2.post('tweets', { text }, { fullResponse: true });
  const reset = (clock.now() + 15 * 60_000) / 1000;
  expect((await send('one')).rateLimit).toEqual({ limit: 2, remaining: 1, reset });
  clock.advance(60_000);
  expect((await send('two')).rateLimit).toEqual({ limit: 2, remaining: 0, reset });
  expect(await trouble(client.v2.tweet('three'))).toMatchObject({ status: 429, data: { title: 'Too Many Requests' } });
  await client.v2.me();
  await xClient(x.port, second).v2.tweet('three');
  clock.advance(14 * 60_000);
  expect((await send('three')).rateLimit).toEqual({ limit: 2, remaining: 1, reset: reset + 15 * 60 });
});

test('an app has a limit of posts in 24 hours, over all its users', async () => {
  const clock = stoppedClock();
  const { x, client } = await platform({ now: clock.now, appPostsPerDay: 2, accounts: [{ ...testAccount }, second] });
  await client.v2.tweet('one');
  await xClient(x.port, second).v2.tweet('two');
  expect((await trouble(client.v2.tweet('three'))).status).toBe(429);
  clock.advance(24 * 3_600_000);
  await client.v2.tweet('three');
});
