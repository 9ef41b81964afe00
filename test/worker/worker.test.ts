import { afterEach, expect, test } from 'vitest';
import { articleOf, Stage } from './stage.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let stage: Stage;
afterEach(() => stage.close());

async function deliveries() {
  return (await stage.store.deliveries(1_000)).toReversed();
}

test('one slot, one article: an archive of ten goes out one a day, the oldest first, to both accounts', async () => {
  stage = new Stage();
  for (let day = 1; day <= 10; day++) {
    stage.add(articleOf(`posts/${day}.md`, { publishedAt: `2026-10-${String(11 - day).padStart(2, '0')}` }));
  }
  await stage.runUntil(stage.worker('one'), stage.clock.nowMs() + 12 * DAY, HOUR / 2);
  const made = await deliveries();
  expect(made.filter(({ account }) => account === 'x').map(({ article }) => article.source)).toEqual(
    Array.from({ length: 10 }, (_, index) => `posts/${10 - index}.md`),
  );
  expect(new Set(made.map(({ state }) => state))).toEqual(new Set(['published']));
  expect(new Set(made.map(({ slotKey }) => slotKey)).size).toBe(10);
  expect(stage.told('nothing-left')).toHaveLength(1);
});

test('two workers on one store serve every slot once', async () => {
  stage = new Stage();
  stage.add(...Array.from({ length: 30 }, (_, index) => articleOf(`posts/${index}.md`)));
  const workers = [stage.worker('one'), stage.worker('two')];
  const endMs = stage.clock.nowMs() + 30 * DAY;
  while (stage.clock.nowMs() < endMs) {
    await Promise.all(workers.map((worker) => worker.tick()));
    await Promise.all(workers.map((worker) => worker.idle()));
    stage.clock.pass(HOUR / 4);
  }
  const made = await deliveries();
  for (const account of ['x', 'bluesky']) {
    const own = made.filter((delivery) => delivery.account === account);
    expect(own.length).toBeGreaterThanOrEqual(29);
    expect(new Set(own.map(({ slotKey }) => slotKey)).size).toBe(own.length);
    expect(new Set(own.map(({ article }) => article.id)).size).toBe(own.length);
  }
  const posts = await stage.store.timeline(100, false);
  expect(posts).toHaveLength(made.reduce((sum, { plan }) => sum + plan.posts.length, 0));
});

test('a restart in the minute of a slot does not serve it again', async () => {
  stage = new Stage();
  stage.add(articleOf('posts/a.md'), articleOf('posts/b.md'));
  await stage.runUntil(stage.worker('one'), Date.UTC(2026, 10, 25, 9, 0, 10), 60_000);
  for (let start = 0; start < 5; start++) {
    await stage.runUntil(stage.worker(`again ${start}`), stage.clock.nowMs() + 10_000, 5_000);
  }
  expect((await deliveries()).filter(({ account }) => account === 'x')).toHaveLength(1);
});

test('a laptop that slept over the weekend wakes to one line, and to the newest slot only if that is not too late', async () => {
  stage = new Stage({ missed: { withinMs: HOUR, then: 'latest' } });
  stage.add(...Array.from({ length: 9 }, (_, index) => articleOf(`posts/${index}.md`)));
  const worker = stage.worker('one');
  await worker.tick();
  stage.clock.jump(3 * DAY + HOUR / 2);
  await worker.tick();
  await worker.idle();
  expect((await deliveries()).filter(({ account }) => account === 'x')).toHaveLength(1);
  const [missed] = stage.told('slots-missed');
  expect(stage.told('slots-missed')).toHaveLength(1);
  expect(missed).toMatchObject({
    summary: expect.stringMatching(/^2 slots were missed: mornings 2 from 2026-11-25 09:00/),
  });
});

test('slots that had nothing to publish were not missed by anybody', async () => {
  stage = new Stage();
  const worker = stage.worker('one');
  await worker.tick();
  stage.clock.jump(5 * DAY);
  await worker.tick();
  expect(stage.told('slots-missed')).toEqual([]);
  expect(await stage.store.slots(10)).toEqual([]);
});

test('a clock set back two hours repeats nothing', async () => {
  stage = new Stage();
  stage.add(articleOf('posts/a.md'), articleOf('posts/b.md'), articleOf('posts/c.md'));
  const worker = stage.worker('one');
  await stage.runUntil(worker, Date.UTC(2026, 10, 25, 9, 30), HOUR / 4);
  stage.clock.jump(-2 * HOUR);
  await stage.runUntil(stage.worker('restarted'), Date.UTC(2026, 10, 25, 12), HOUR / 4);
  expect((await deliveries()).filter(({ account }) => account === 'x')).toHaveLength(1);
});

test('a renamed, re-dated or edited file is the article it was, and does not go out again', async () => {
  stage = new Stage();
  const url = 'https://example.org/one';
  stage.add(articleOf('posts/one.md', { canonicalUrl: url }));
  const worker = stage.worker('one');
  await stage.runUntil(worker, Date.UTC(2026, 10, 25, 10), HOUR / 2);
  stage.articles.clear();
  stage.add(
    articleOf('posts/renamed.md', {
      canonicalUrl: `${url}/?utm_source=x`,
      title: 'Another title',
      publishedAt: '2026-11-20',
    }),
  );
  await stage.runUntil(worker, Date.UTC(2026, 10, 28, 10), HOUR / 2);
  expect((await deliveries()).filter(({ account }) => account === 'x')).toHaveLength(1);
});

test('an article that cannot be cut is told once and does not hold up the others', async () => {
  stage = new Stage({}, '[x]');
  const tooLong = { style: 'manual', posts: ['word '.repeat(200)] } as const;
  stage.add(
    articleOf('posts/a.md', { publishedAt: '2026-01-01', front: { thread: tooLong } }),
    articleOf('posts/b.md'),
  );
  await stage.runUntil(stage.worker('one'), Date.UTC(2026, 10, 27, 10), HOUR);
  expect((await deliveries()).map(({ article }) => article.source)).toEqual(['posts/b.md']);
  expect(stage.told('article-skipped')).toHaveLength(1);
});

test('numbers are read at their ages, a missed one late with its real time, and a rehearsal at once', async () => {
  stage = new Stage({}, '[x]');
  stage.add(articleOf('posts/a.md'));
  const worker = stage.worker('one');
  await stage.runUntil(worker, Date.UTC(2026, 10, 25, 9, 20), 60_000);
  stage.clock.jump(6 * HOUR);
  await stage.runUntil(worker, stage.clock.nowMs() + 60_000, 60_000);
  const [delivery] = await deliveries();
  const snapshots = await stage.store.snapshots(delivery?.id ?? '');
  const ages = snapshots.filter(({ index }) => index === 0).map(({ ageMs }) => Math.round(ageMs / 60_000));
  expect(ages.slice(0, 3)).toEqual([0, 5, 15]);
  expect(ages).toHaveLength(4);
  expect(ages[3]).toBeGreaterThan(6 * 60);
});

test('an article that arrives later is taken by the next slot, and the worker says again when nothing is left', async () => {
  stage = new Stage({}, '[x]');
  const worker = stage.worker('one');
  await stage.runUntil(worker, Date.UTC(2026, 10, 26, 10), HOUR / 2);
  stage.add(articleOf('posts/a.md'));
  await stage.runUntil(worker, Date.UTC(2026, 10, 29, 10), HOUR / 2);
  expect(await deliveries()).toHaveLength(1);
  expect(stage.told('nothing-left')).toHaveLength(2);
});

test('a schedule that is changed owes nothing for the time before the change', async () => {
  stage = new Stage({}, '[x]');
  stage.add(articleOf('posts/a.md'), articleOf('posts/b.md'));
  await stage.runUntil(stage.worker('one'), Date.UTC(2026, 10, 25, 10), HOUR / 2);
  stage.config = {
    ...stage.config,
    schedules: stage.config.schedules.map((each) => ({ ...each, cron: '*/20 * * * *' })),
  };
  stage.clock.jump(2 * HOUR);
  const changed = stage.worker('changed');
  await changed.tick();
  await changed.idle();
  expect(stage.told('slots-missed')).toEqual([]);
  expect(await deliveries()).toHaveLength(1);
});
