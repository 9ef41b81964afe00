import { expect, test } from 'vitest';
import { platform, stoppedClock, trouble } from './platform.ts';

const day = 24 * 3_600_000;

test('the timeline pages from the newest to the oldest, between ids and times', async () => {
  const clock = stoppedClock();
  const { client, self, x } = await platform({ now: clock.now });
  for (let n = 0; n < 12; n++) {
    x.postByHand({ text: `post ${n}` });
    clock.advance(1000);
  }
  const ids = x.truth.map((post) => post.id).reverse();
  const page = await client.v2.userTimeline(self, { max_results: 5 });
  expect(page.tweets.map((post) => post.id)).toEqual(ids.slice(0, 5));
  await page.fetchLast();
  expect(page.tweets.map((post) => post.id)).toEqual(ids);
  const since = await client.v2.userTimeline(self, { since_id: ids[4] ?? '', until_id: ids[0] ?? '' });
  expect(since.tweets.map((post) => post.id)).toEqual(ids.slice(1, 4));
  const times = await client.v2.userTimeline(self, {
    start_time: '2026-11-24T09:00:02Z',
    end_time: '2026-11-24T09:00:05Z',
  });
  expect(times.tweets.map((post) => post.text)).toEqual(['post 4', 'post 3', 'post 2']);
});

test('replies can be left out, which hides the tail of a thread', async () => {
  const { client, self } = await platform();
  await client.v2.tweetThread(['one', 'two', 'three']);
  const timeline = await client.v2.userTimeline(self, { exclude: ['replies'] });
  expect(timeline.tweets.map((post) => post.text)).toEqual(['one']);
});

test('a read shows a post only after its lag, wherever it is read', async () => {
  const clock = stoppedClock();
  const { client, self } = await platform({ now: clock.now, lagMs: 10_000 });
  const { data } = await client.v2.tweet('soon');
  const seen = async () => [
    (await client.v2.userTimeline(self)).tweets.length,
    (await client.v2.tweets(data.id)).data?.length ?? 0,
  ];
  expect(await seen()).toEqual([0, 0]);
  clock.advance(9999);
  expect(await seen()).toEqual([0, 0]);
  clock.advance(1);
  expect(await seen()).toEqual([1, 1]);
});

test('lags are drawn for each post, so that a later post can show first', async () => {
  const clock = stoppedClock();
  const { x, client, self } = await platform({
    now: clock.now,
    lagMs: (random) => (random() < 0.5 ? 0 : 60_000),
    seed: 3,
  });
  for (let n = 0; n < 20; n++) x.postByHand({ text: `post ${n}` });
  const shown = (await client.v2.userTimeline(self, { max_results: 100 })).tweets.map((post) => post.text);
  expect(shown).not.toEqual([]);
  expect(shown).not.toContain(x.truth.find((post) => post.visibleAt > clock.now())?.text);
});

test('posts are found by id, and those that are not there are errors of a good answer', async () => {
  const { client } = await platform();
  const { data } = await client.v2.tweet('here');
  const answer = await client.v2.tweets([data.id, '77']);
  expect(answer.data.map((post) => post.id)).toEqual([data.id]);
  expect(answer.errors).toMatchObject([{ title: 'Not Found Error', resource_id: '77' }]);
  expect(await client.v2.singleTweet('77')).toMatchObject({ errors: [{ value: '77' }] });
});

test('both spellings of the fields are accepted, and either is answered', async () => {
  const { x, client, self } = await platform({ spelling: { lookup: 'new' } });
  const root = await client.v2.tweet('root');
  const { data } = await client.v2.reply('reply', root.data.id);
  const fields = 'referenced_tweets,public_metrics';
  const old = await client.v2.get(`users/${self}/tweets`, { 'post.fields': fields });
  expect(old.data[0]).toMatchObject({
    referenced_tweets: [{ id: root.data.id }],
    public_metrics: { retweet_count: 0 },
  });
  const renamed = await client.v2.get('tweets', { ids: data.id, 'tweet.fields': fields });
  expect(renamed.data[0]).toMatchObject({
    referenced_posts: [{ id: root.data.id }],
    public_metrics: { repost_count: 0 },
  });
  expect(renamed.data[0]).toHaveProperty('edit_history_post_ids', [data.id]);
  x.settings.spelling = 'new';
  const created = await client.v2.post('tweets', { text: 'third' });
  expect(created.data).toHaveProperty('edit_history_post_ids');
});

test('numbers follow the age of a post, and replies really written are counted', async () => {
  const clock = stoppedClock();
  const { x, client } = await platform({ now: clock.now });
  const [root, reply] = await client.v2.tweetThread(['root', 'reply']);
  const id = root?.data.id ?? '';
  x.setMetrics(id, { impressions: (ageMs) => ageMs / 1000, likes: 3, bookmarks: 1, urlClicks: 2 });
  clock.advance(90_500);
  const fields = ['public_metrics', 'non_public_metrics', 'organic_metrics'] as const;
  const answer = await client.v2.singleTweet(id, { 'tweet.fields': [...fields] });
  expect(answer.data.public_metrics).toMatchObject({
    impression_count: 90,
    like_count: 3,
    reply_count: 1,
    bookmark_count: 1,
  });
  expect(answer.data.non_public_metrics).toMatchObject({ impression_count: 90, url_link_clicks: 2, engagements: 7 });
  expect(answer.data.organic_metrics).toMatchObject({ impression_count: 90, reply_count: 1 });
  await client.v2.deleteTweet(reply?.data.id ?? '');
  expect(
    (await client.v2.singleTweet(id, { 'tweet.fields': ['public_metrics'] })).data.public_metrics?.reply_count,
  ).toBe(0);
});

test('private numbers end after 30 days: an error by id, silence in the timeline', async () => {
  const clock = stoppedClock();
  const { x, client, self } = await platform({ now: clock.now });
  const old = x.postByHand({ text: 'old' });
  clock.advance(30 * day + 1);
  const young = x.postByHand({ text: 'young' });
  const wanted = { 'tweet.fields': ['non_public_metrics' as const] };
  const answer = await client.v2.tweets([old.id, young.id], wanted);
  expect(answer.data.map((post) => post.id)).toEqual([young.id]);
  expect(answer.errors?.[0]).toMatchObject({ title: 'Field Authorization Error', resource_id: old.id, value: old.id });
  x.settings.refusedMetrics = 'fields';
  expect((await client.v2.tweets([old.id], wanted)).data[0]).not.toHaveProperty('non_public_metrics');
  expect((await client.v2.userTimeline(self, wanted)).tweets.map((post) => post.id)).toEqual([young.id]);
  expect(
    (await client.v2.tweets([old.id], { 'tweet.fields': ['public_metrics'] })).data[0]?.public_metrics,
  ).toBeDefined();
});

test('an edit has a new id, and the old one leaves the timeline', async () => {
  const { x, client, self } = await platform();
  const { data } = await client.v2.tweet('tpyo');
  const edited = x.editByHand(data.id, 'typo');
  expect((await client.v2.userTimeline(self)).tweets).toMatchObject([
    { id: edited.id, text: 'typo', edit_history_tweet_ids: [data.id, edited.id] },
  ]);
});

test.for([
  ['an unknown field', { 'tweet.fields': 'sentiment' }],
  ['an unknown parameter', { since: '1' }],
  ['too small a page', { max_results: '4' }],
  ['too large a page', { max_results: '101' }],
  ['an id that is none', { since_id: 'x' }],
  ['a time that is none', { start_time: 'yesterday' }],
  ['a page token of its own', { pagination_token: '???' }],
  ['an unknown exclusion', { exclude: 'everything' }],
] as const)('%s is refused', async ([, query]) => {
  const { client, self } = await platform();
  expect(await trouble(client.v2.get(`users/${self}/tweets`, query))).toMatchObject({ kind: 'response', status: 400 });
});
