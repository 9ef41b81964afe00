import { expect, test } from 'vitest';
import { platform, stoppedClock, trouble } from './platform.ts';
import { problemNames, problems } from './problems.ts';

const detail = (text: string) => ({ kind: 'response', status: 403, data: expect.objectContaining({ detail: text }) });

test('a thread is linked: every reply names its parent and the conversation of the first post', async () => {
  const { x, client } = await platform();
  const ids = (await client.v2.tweetThread(['one', 'two', 'three'])).map((post) => post.data.id);
  expect(x.truth.map((post) => post.id)).toEqual(ids);
  expect(x.truth.map((post) => post.parentId)).toEqual([null, ids[0], ids[1]]);
  expect(x.truth.map((post) => post.conversationId)).toEqual([ids[0], ids[0], ids[0]]);
  expect([...ids].sort((a, b) => Number(BigInt(a) - BigInt(b)))).toEqual(ids);
});

test('ids increase even when the clock goes back, and carry its time', async () => {
  const clock = stoppedClock();
  const { client } = await platform({ now: clock.now });
  const first = BigInt((await client.v2.tweet('one')).data.id);
  clock.advance(-60_000);
  const second = BigInt((await client.v2.tweet('two')).data.id);
  expect(second).toBeGreaterThan(first);
  expect(Number(first >> 22n) + 1_288_834_974_657).toBe(Date.parse('2026-11-24T09:00:00Z'));
});

test('the text comes back escaped and with t.co links, and its entities point at them by code points', async () => {
  const { client, self } = await platform();
  const posted = await client.v2.tweet('👩‍👩‍👧 R&D <b> example.com #tag @who https://example.org/a?b=1&c=2');
  const read = (await client.v2.userTimeline(self, { 'tweet.fields': ['entities'] })).tweets[0];
  const points = [...(read?.text ?? '')];
  const urls = read?.entities?.urls ?? [];
  expect(posted.data.text).toBe(read?.text);
  expect(read?.text).toMatch(/^👩‍👩‍👧 R&amp;D &lt;b&gt; https:\/\/t\.co\/\w{10} #tag @who https:\/\/t\.co\/\w{10}$/u);
  expect(urls.map(({ start, end }) => points.slice(start, end).join(''))).toEqual(urls.map(({ url }) => url));
  expect(urls.map((url) => url.expanded_url)).toEqual(['http://example.com', 'https://example.org/a?b=1&c=2']);
  expect(read?.entities?.mentions).toMatchObject([{ username: 'who' }]);
});

test.for([
  ['280 letters', 'a'.repeat(280), 'a'.repeat(281)],
  ['140 ideographs, each counting twice', '語'.repeat(140), '語'.repeat(141)],
  [
    'a link counts 23 however long it is',
    `${'a'.repeat(256)} https://example.com/${'x'.repeat(200)}`,
    `${'a'.repeat(257)} https://example.com/${'x'.repeat(200)}`,
  ],
  ['an emoji counts 2 however it is composed', '👩‍👩‍👧‍👦'.repeat(140), '👩‍👩‍👧‍👦'.repeat(141)],
  ['decomposed letters count as composed ones', 'é'.repeat(280), 'é'.repeat(281)],
] as const)('the weighted limit is exact: %s', async ([, fits, tooLong]) => {
  const { client } = await platform();
  await client.v2.tweet(fits);
  expect(await trouble(client.v2.tweet(tooLong))).toEqual(detail('You are not permitted to perform this action.'));
});

test('a subscriber may write 25,000 characters, which reads shorten unless the note is asked for', async () => {
  const { x, client, self } = await platform();
  Object.assign(x.settings.accounts[0] ?? {}, { premium: true });
  const text = 'word '.repeat(4999).trim();
  await client.v2.tweet(text);
  const read = (await client.v2.userTimeline(self, { 'tweet.fields': ['note_tweet'] })).tweets[0];
  expect(read?.text).toHaveLength(276);
  expect(read?.note_tweet?.text).toBe(text);
});

test('the same text again is refused, in any normal form, until the window has passed', async () => {
  const clock = stoppedClock();
  const { client } = await platform({ now: clock.now });
  await client.v2.tweet('Café');
  const copy = () => client.v2.tweet(' Café '.normalize('NFD'));
  clock.advance(24 * 3_600_000 - 1);
  expect(await trouble(copy())).toEqual(detail('You are not allowed to create a Tweet with duplicate content.'));
  clock.advance(1);
  await copy();
});

test('the text of a deleted post may be used again', async () => {
  const { client } = await platform();
  await client.v2.deleteTweet((await client.v2.tweet('once')).data.id);
  await client.v2.tweet('once');
});

test('the duplicate filter can be off, or leak', async () => {
  const { x, client } = await platform({ duplicates: 'off', seed: 7 });
  for (let copies = 0; copies < 3; copies++) await client.v2.tweet('again');
  x.settings.duplicates = 'leaky';
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => client.v2.tweet('again')));
  expect(new Set(outcomes.map((one) => one.status))).toEqual(new Set(['fulfilled', 'rejected']));
});

test('a reply to a post that is gone, never was, or is too fresh is refused', async () => {
  const clock = stoppedClock();
  const { client } = await platform({ now: clock.now, freshMs: 5000 });
  const gone = detail('You attempted to reply to a Tweet that is deleted or not visible to you.');
  const { data } = await client.v2.tweet('root');
  expect(await trouble(client.v2.reply('too soon', data.id))).toEqual(gone);
  clock.advance(5000);
  await client.v2.reply('in time', data.id);
  await client.v2.deleteTweet(data.id);
  expect(await trouble(client.v2.reply('too late', data.id))).toEqual(gone);
  expect(await trouble(client.v2.reply('to nothing', '77'))).toEqual(gone);
});

test("strangers' posts can be answered only when they mention the account, one's own only while X allows it", async () => {
  const { x, client } = await platform();
  const stranger = { authorId: '99', username: 'stranger' };
  const summons = x.postByHand({ text: 'What does @spool_test say?', ...stranger });
  const other = x.postByHand({ text: 'Nothing to see', ...stranger });
  const refusal = detail('You can only reply to or quote posts where you are mentioned or are the author.');
  await client.v2.reply('summoned', summons.id);
  expect(await trouble(client.v2.reply('not summoned', other.id))).toEqual(refusal);
  expect(await trouble(client.v2.quote('not a quote', other.id))).toEqual(refusal);
  const { data } = await client.v2.tweet('root');
  x.settings.selfReplies = 'refused';
  expect(await trouble(client.v2.reply('second', data.id))).toEqual(refusal);
});

test.for([
  ['two cashtags', '$AAPL and $MSFT', 'Posts are limited to a maximum of one cashtag'],
  ['a link to a refused domain', 'see https://www.example.org/x', 'The Tweet contains an invalid URL.'],
  ['no text and no media', '  ', 'text is required unless media is provided'],
  ['characters that no post may have', 'a\uFFFEb', 'The Tweet contains invalid characters.'],
] as const)('%s is refused', async ([, text, reason]) => {
  const { x, client } = await platform({ refusedDomains: ['example.org'] });
  expect(JSON.stringify((await trouble(client.v2.tweet(text))).data)).toContain(reason);
  expect(x.truth).toEqual([]);
});

test('a field that CreatePostsRequest does not know is refused, known ones pass', async () => {
  const { client } = await platform();
  expect((await trouble(client.v2.post('tweets', { text: 'a', idempotency_key: 'b' }))).status).toBe(400);
  expect((await trouble(client.v2.post('tweets', { text: 1 }))).status).toBe(400);
  await client.v2.post('tweets', { text: 'a', made_with_ai: false, reply_settings: 'following' });
});

test('deleting removes a post from every read, and others may not do it', async () => {
  const { x, client, self } = await platform();
  const { data } = await client.v2.tweet('a mistake');
  const stranger = x.postByHand({ text: 'mine', authorId: '99' });
  expect((await client.v2.deleteTweet(data.id)).data.deleted).toBe(true);
  expect((await client.v2.userTimeline(self)).tweets).toEqual([]);
  expect((await client.v2.tweets([data.id])).errors).toHaveLength(1);
  expect(x.truth[0]?.deletedAt).not.toBeNull();
  expect(await trouble(client.v2.deleteTweet(stranger.id))).toMatchObject({ status: 403 });
  expect((await client.v2.deleteTweet(data.id)).data.deleted).toBe(true);
});

test('every published refusal reaches the client as it was published', async () => {
  const { x, client } = await platform();
  for (const name of problemNames) {
    x.fault({ do: 'refuse', problem: name });
    const { status, body } = problems[name];
    expect(await trouble(client.v2.tweet(name))).toEqual({ kind: 'response', status, data: JSON.parse(body) });
  }
  expect(x.truth).toEqual([]);
});
