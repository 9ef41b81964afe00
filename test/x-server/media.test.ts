import { EUploadMimeType } from 'twitter-api-v2';
import { expect, test } from 'vitest';
import { platform, stoppedClock, trouble } from './platform.ts';

const image = (bytes: number) => Buffer.from(Array.from({ length: bytes }, (_, index) => index % 251));
const png = { media_type: EUploadMimeType.Png };

test('an image arrives byte for byte in segments, and a post shows it with its alternative text', async () => {
  const { x, client, self } = await platform();
  const bytes = image(2_500_000);
  const id = await client.v2.uploadMedia(bytes, png);
  await client.v2.createMediaMetadata(id, { alt_text: { text: 'Two spools of thread' } });
  const { data } = await client.v2.tweet('', { media: { media_ids: [id] } });
  expect(x.media.get(id)?.segments.size).toBe(3);
  expect(x.media.get(id)?.bytes.equals(bytes)).toBe(true);
  const read = await client.v2.userTimeline(self, {
    'tweet.fields': ['attachments', 'entities'],
    expansions: ['attachments.media_keys'],
  });
  expect(read.tweets[0]?.text).toMatch(/^https:\/\/t\.co\/\w{10}$/);
  expect(read.tweets[0]?.entities?.urls?.[0]?.expanded_url).toContain(`/status/${data.id}/photo/1`);
  expect(read.includes.media).toEqual([{ media_key: `3_${id}`, type: 'photo', alt_text: 'Two spools of thread' }]);
  expect([x.ledger.count('alt text'), x.ledger.count('post'), x.ledger.count('post with URL')]).toEqual([1, 1, 0]);
});

test('media that is unfinished, unknown, too many or somebody else is refused', async () => {
  const { x, client } = await platform();
  const finished = await client.v2.uploadMedia(image(10), png);
  const open = await client.v2.post('media/upload/initialize', {
    media_type: 'image/png',
    media_category: 'tweet_image',
    total_bytes: 10,
  });
  const refused = async (ids: string[]) =>
    JSON.stringify((await trouble(client.v2.post('tweets', { text: 'a', media: { media_ids: ids } }))).data);
  expect(await refused([open.data.id])).toContain('Your media IDs are invalid.');
  expect(await refused(['77'])).toContain('Your media IDs are invalid.');
  expect(await refused(Array(5).fill(finished))).toContain('there must be 1 to 4 items');
  expect((await trouble(client.v2.post(`media/upload/${open.data.id}/finalize`))).status).toBe(400);
  expect(x.truth).toEqual([]);
});

test('an upload can be used for a day', async () => {
  const clock = stoppedClock();
  const { client } = await platform({ now: clock.now });
  const id = await client.v2.uploadMedia(image(10), png);
  clock.advance(24 * 3_600_000);
  expect((await trouble(client.v2.tweet('late', { media: { media_ids: [id] } }))).status).toBe(400);
});

test('media in processing cannot be posted until it is done', async () => {
  const clock = stoppedClock();
  const { client } = await platform({ now: clock.now, processing: { ms: 3000, checkAfterSecs: 0, fails: false } });
  const id = await client.v2.uploadMedia(image(10), { media_type: EUploadMimeType.Gif });
  const status = async () =>
    (await client.v2.get('media/upload', { command: 'STATUS', media_id: id })).data.processing_info.state;
  expect(await status()).toBe('in_progress');
  expect((await trouble(client.v2.tweet('early', { media: { media_ids: [id] } }))).status).toBe(400);
  clock.advance(3000);
  expect(await status()).toBe('succeeded');
  await client.v2.tweet('done', { media: { media_ids: [id] } });
});

test('too large an image and too long an alternative text are refused', async () => {
  const { client } = await platform();
  const initialize = { media_type: 'image/png', media_category: 'tweet_image', total_bytes: 5 * 1024 * 1024 + 1 };
  expect((await trouble(client.v2.post('media/upload/initialize', initialize))).status).toBe(400);
  const id = await client.v2.uploadMedia(image(10), png);
  const describe = (text: string) => client.v2.createMediaMetadata(id, { alt_text: { text } });
  await describe('👩‍👩‍👧'.repeat(200));
  expect((await trouble(describe('a'.repeat(1001)))).status).toBe(400);
});
