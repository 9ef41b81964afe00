import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { printed, TestHome } from './spool.ts';

let home: TestHome;
beforeEach(() => {
  home = new TestHome();
});
afterEach(() => home.remove());

const statusShape = z.object({
  version: z.literal(1),
  deliveries: z.array(
    z.object({
      id: z.string(),
      article: z.object({ title: z.string(), source: z.string() }),
      account: z.string(),
      platform: z.string(),
      live: z.boolean(),
      schedule: z.string().nullable(),
      slot: z.string().nullable(),
      state: z.string(),
      posts: z.object({ sent: z.number(), total: z.number() }),
      url: z.string().nullable(),
      why: z.string().nullable(),
      next: z.string().nullable(),
      actions: z.array(z.string()),
    }),
  ),
});

const timelineShape = z.object({
  version: z.literal(1),
  threads: z.array(
    z.object({
      delivery: z.string(),
      account: z.string(),
      platform: z.string(),
      posts: z.array(z.object({ text: z.string(), at: z.string(), views: z.number() })),
    }),
  ),
});

const impressionsShape = z.object({
  version: z.literal(1),
  deliveries: z.array(
    z.object({
      id: z.string(),
      platform: z.string(),
      posts: z.array(
        z.object({
          index: z.number(),
          snapshots: z.array(z.object({ at: z.string(), ageSeconds: z.number(), impressions: z.number().nullable() })),
        }),
      ),
    }),
  ),
});

async function stop(worker: ReturnType<TestHome['start']>, signal: NodeJS.Signals): Promise<number | null> {
  const closed = new Promise<number | null>((resolve) => worker.child.once('close', resolve));
  worker.child.kill(signal);
  return closed;
}

test('the sample goes out once on both accounts, its numbers are read, and a second start repeats nothing', {
  timeout: 400_000,
}, async () => {
  const worker = home.start('run', '--log', 'json');
  // Both first readings, whichever account is quicker.
  await printed(worker, /"event":"measured"[\s\S]*"event":"measured"/);
  expect(await stop(worker, 'SIGTERM')).toBe(0);
  for (const line of worker.output.out.trim().split('\n'))
    expect(JSON.parse(line)).toMatchObject({ event: expect.any(String) });

  const status = statusShape.parse(await home.json('status'));
  expect(status.deliveries.map(({ account, state, live }) => ({ account, state, live }))).toEqual(
    expect.arrayContaining([
      { account: 'x', state: 'published', live: false },
      { account: 'bluesky', state: 'published', live: false },
    ]),
  );
  expect(status.deliveries).toHaveLength(2);

  const first = impressionsShape.parse(await home.json('impressions'));
  for (const { platform, posts } of first.deliveries) {
    const expected = platform === 'x' ? 0 : null;
    for (const post of posts) expect(post.snapshots.map((snapshot) => snapshot.impressions)).toEqual([expected]);
  }

  const shown = timelineShape.parse(await home.json('timeline'));
  expect(shown.threads).toHaveLength(2);
  for (const { posts } of shown.threads) for (const post of posts) expect(post.views).toBe(1);
  const preview = z
    .object({ threads: z.array(z.object({ account: z.string(), posts: z.array(z.object({ text: z.string() })) })) })
    .parse(await home.json('preview', 'posts/a-bus-every-ten-minutes.md'));
  for (const { account, posts } of preview.threads) {
    const published = shown.threads.find((thread) => thread.account === account);
    expect(published?.posts.map((post) => post.text)).toEqual(posts.map((post) => post.text));
  }

  const again = home.start('run');
  await printed(again, /nothing left to publish/);
  expect(await stop(again, 'SIGINT')).toBe(0);
  expect(statusShape.parse(await home.json('status')).deliveries).toHaveLength(2);
});

test('an article goes out by hand once, again only when asked, and a rehearsal asks nobody', {
  timeout: 200_000,
}, async () => {
  const file = 'posts/a-bus-every-ten-minutes.md';
  const first = await home.spool('publish', file, '--account', 'x', '--json');
  expect(first.code).toBe(0);
  expect(statusShape.parse(JSON.parse(first.out)).deliveries).toMatchObject([{ account: 'x', state: 'published' }]);
  const second = await home.spool('publish', file, '--account', 'x');
  expect(second).toMatchObject({ code: 2, out: '' });
  expect(second.err).toMatch(/went to "x" before in rehearsal\. Use --again/);
  expect((await home.spool('publish', file, '--account', 'x', '--again')).code).toBe(0);
  expect(statusShape.parse(await home.json('status')).deliveries).toHaveLength(2);
  const id = statusShape.parse(await home.json('status')).deliveries[0]?.id ?? '';
  const cancelled = await home.spool('cancel', id);
  expect(cancelled).toMatchObject({ code: 2 });
  expect(cancelled.err).toMatch(/a delivery that is published takes no cancel/);
});
