import { afterEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { approve, cancel } from '../../src/worker/author.ts';
import { forecast } from '../../src/worker/forecast.ts';
import type { Worker } from '../../src/worker/worker.ts';
import { articleOf, Stage } from './stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (iso: string) => Date.parse(`${iso}Z`);
const SLOT = 'mornings@2026-11-25T09:00[Europe/London]';

let stage: Stage;
afterEach(() => stage.close());

/** A schedule whose deliveries ask for approval, with two articles and a worker that has looked once, at 10:00. */
async function heldStage(): Promise<Worker> {
  stage = new Stage({ approve: true, missed: { withinMs: HOUR, then: 'latest' } }, '[x]');
  stage.add(articleOf('posts/a.md'), articleOf('posts/b.md'));
  const worker = stage.worker('one');
  await stage.runUntil(worker, at('2026-11-24T10:00'), 10 * MINUTE);
  return worker;
}

async function all(): Promise<Delivery[]> {
  return (await stage.store.deliveries(100)).toReversed();
}

async function held(): Promise<Delivery> {
  const [delivery, second] = (await all()).filter(({ state }) => state === 'held');
  if (delivery === undefined || second !== undefined) throw new Error('not exactly one is held');
  return delivery;
}

function edit(words: string): void {
  stage.add(articleOf('posts/a.md', { title: words }));
}

describe('a delivery that wants approval', () => {
  test('is planned a day ahead and told once', async () => {
    await heldStage();
    expect(await held()).toMatchObject({ slotKey: SLOT, article: { source: 'posts/a.md' }, attempts: [] });
    expect(stage.told('approval-wanted')).toMatchObject([
      { account: 'x', local: '2026-11-25T09:00:00+00:00[Europe/London]', why: null },
    ]);
    await stage.runUntil(stage.worker('restarted'), at('2026-11-24T12:00'), HOUR / 2);
    expect(stage.told('approval-wanted')).toHaveLength(1);
  });

  test('goes at its slot, not before, once it is approved', async () => {
    const worker = await heldStage();
    const { id } = await held();
    await approve(stage.parts('author'), id);
    await stage.runUntil(worker, at('2026-11-25T08:59'), 10 * MINUTE);
    expect(await stage.store.timeline(10, false)).toEqual([]);
    await stage.runUntil(worker, at('2026-11-25T09:30'), MINUTE);
    const [delivery] = await all();
    expect(delivery).toMatchObject({ id, state: 'published', article: { source: 'posts/a.md' } });
    expect(await stage.store.slots(5)).toMatchObject([{ key: SLOT, outcome: 'served' }]);
  });

  test('that is not approved in time goes as soon as it is, up to the time its schedule lets a slot be late', async () => {
    const worker = await heldStage();
    const { id } = await held();
    await stage.runUntil(worker, at('2026-11-25T09:40'), 5 * MINUTE);
    expect(await stage.store.delivery(id)).toMatchObject({ state: 'held', why: 'its slot has come' });
    const asked = stage.told('approval-wanted').filter((event) => 'delivery' in event && event.delivery === id);
    expect(asked).toMatchObject([{ why: null }, { why: 'its slot has come' }]);
    await approve(stage.parts('author'), id);
    await stage.runUntil(worker, at('2026-11-25T09:50'), MINUTE);
    expect(await stage.store.delivery(id)).toMatchObject({ state: 'published' });
  });

  test('that is never approved is missed with the reason, and its article asks for the next slot', async () => {
    const worker = await heldStage();
    const { id } = await held();
    await stage.runUntil(worker, at('2026-11-25T10:10'), 5 * MINUTE);
    expect(await stage.store.delivery(id)).toMatchObject({
      state: 'missed',
      why: 'it was not approved within 1 hour of its slot',
    });
    await stage.runUntil(worker, at('2026-11-25T11:00'), 5 * MINUTE);
    const next = (await all()).filter(({ state }) => state === 'held').map(({ article }) => article.source);
    expect(next).toEqual(['posts/b.md']);
    await stage.runUntil(worker, at('2026-11-26T09:30'), 5 * MINUTE);
    expect((await all()).filter(({ state }) => state === 'held').map(({ article }) => article.source)).toEqual([
      'posts/b.md',
      'posts/a.md',
    ]);
    expect(await stage.store.timeline(10, false)).toEqual([]);
  });

  test('that is cancelled leaves its slot empty', async () => {
    const worker = await heldStage();
    await cancel(stage.parts('author'), (await held()).id);
    await stage.runUntil(worker, at('2026-11-25T12:00'), 10 * MINUTE);
    const made = await all();
    expect(made.filter(({ slotKey }) => slotKey === SLOT)).toMatchObject([{ state: 'cancelled' }]);
    expect(stage.told('nothing-left')).toEqual([]);
  });
});

describe('an edit of what is held', () => {
  test('plans it anew under another name and asks again; the old name approves nothing', async () => {
    const worker = await heldStage();
    const before = await held();
    edit('Another title');
    await worker.tick();
    const after = await held();
    expect(after.id).not.toBe(before.id);
    expect(after.plan.posts[0]?.post.text).toContain('Another title');
    expect(stage.told('approval-wanted')).toMatchObject([{ why: null }, { why: 'it was edited', delivery: after.id }]);
    await expect(approve(stage.parts('author'), before.id)).rejects.toThrow(/no such delivery/);
    expect(stage.told('article-edited')).toEqual([]);
  });

  test('takes an approval back: only exactly what was approved goes out', async () => {
    const worker = await heldStage();
    const before = await held();
    await approve(stage.parts('author'), before.id);
    edit('Another title');
    await stage.runUntil(worker, at('2026-11-25T09:30'), 10 * MINUTE);
    expect(await stage.store.timeline(10, false)).toEqual([]);
    const again = (await all()).find(({ slotKey, state }) => slotKey === SLOT && state === 'held');
    await approve(stage.parts('author'), again?.id ?? '');
    await stage.runUntil(worker, at('2026-11-25T09:40'), MINUTE);
    const posts = await stage.store.timeline(10, false);
    expect(posts[0]?.text).toContain('Another title');
  });

  test('that is undone gives it its name back', async () => {
    const worker = await heldStage();
    const { id } = await held();
    edit('Another title');
    await worker.tick();
    edit('Title of posts/a.md');
    await worker.tick();
    expect((await held()).id).toBe(id);
  });

  test('of how the thread is made, in the article or in the settings, asks again as well', async () => {
    const worker = await heldStage();
    const first = await held();
    stage.add(articleOf('posts/a.md', { front: { thread: { signoff: 'Written on a train.' } } }));
    await worker.tick();
    const second = await held();
    expect(second.id).not.toBe(first.id);
    stage.config = { ...stage.config, thread: { ...stage.config.thread, style: 'teaser' } };
    await worker.tick();
    const third = await held();
    expect(third.id).not.toBe(second.id);
    expect(third.plan.posts).toHaveLength(1);
  });

  test('of another article, and a restart, change nothing', async () => {
    const worker = await heldStage();
    const { id } = await held();
    stage.add(articleOf('posts/b.md', { title: 'Elsewhere' }));
    await worker.tick();
    await stage.worker('restarted').tick();
    expect((await held()).id).toBe(id);
    expect(stage.told('approval-wanted')).toHaveLength(1);
  });
});

describe('what a held delivery was made for', () => {
  test.each([
    ['its schedule is gone', () => stage.setSchedules()],
    ['its schedule no longer has this slot', () => stage.setSchedules({ cron: '30 7 * * *', approve: false })],
    ['its schedule no longer goes to x', () => stage.setSchedules({ accounts: ['bluesky'] })],
    ['the account x is no longer what it was', () => stage.setAccounts({ live: true }, 'x')],
    ['its article is no longer in posts/', () => remove('posts/a.md')],
    [
      'its article belongs to another schedule now',
      () => {
        stage.setSchedules({}, { id: 'other' });
        stage.add(articleOf('posts/a.md', { front: { schedule: 'other' } }));
      },
    ],
    ['its article no longer goes to x', () => stage.add(articleOf('posts/a.md', { front: { accounts: ['bluesky'] } }))],
  ])('may be gone (%s): then it is taken back, and the article is free', async (why, change) => {
    const worker = await heldStage();
    const { id } = await held();
    change();
    await worker.tick();
    expect(await stage.store.delivery(id)).toBeNull();
    expect(stage.told('withdrawn')).toMatchObject([{ why, delivery: id }]);
  });
});

function remove(source: string): void {
  stage.articles.delete(source);
  stage.add();
}

test('a laptop that sleeps over approved slots wakes to one of them, not to a burst', async () => {
  stage = new Stage({ cron: '0 * * * *', approve: true, missed: { withinMs: 3 * HOUR, then: 'latest' } }, '[x]');
  stage.add(...Array.from({ length: 9 }, (_, index) => articleOf(`posts/${index}.md`)));
  const worker = stage.worker('one');
  await worker.tick();
  for (const { id, state } of await all()) if (state === 'held') await approve(stage.parts('author'), id);
  stage.clock.jump(3 * HOUR + MINUTE);
  const other = stage.worker('two');
  for (let tick = 0; tick < 10; tick++) {
    await Promise.all([worker.tick(), other.tick()]);
    await Promise.all([worker.idle(), other.idle()]);
    stage.clock.pass(5_000);
  }
  const states = (await all()).filter(({ slotMs }) => (slotMs ?? 0) <= stage.clock.nowMs()).map(({ state }) => state);
  expect(states.toSorted()).toEqual(['missed', 'missed', 'published']);
  expect(stage.told('slots-missed')).toHaveLength(1);
});

test('the plan says what waits for approval, what is approved, what is cancelled and what will ask', async () => {
  const worker = await heldStage();
  const look = async () =>
    (await forecast(stage.parts('plan'), 2)).map(({ blocked, deliveries }) => [blocked, deliveries[0]?.note]);
  const { id } = await held();
  expect(await look()).toEqual([
    [`x waits for your approval ("spool approve ${id}")`, null],
    [null, 'asks for your approval a day before'],
  ]);
  await approve(stage.parts('author'), id);
  expect(await look()).toEqual([
    [null, 'approved'],
    [null, 'asks for your approval a day before'],
  ]);
  await cancel(stage.parts('author'), id);
  expect((await look())[0]).toEqual(['you cancelled what was to go to x', null]);
  await worker.tick();
});

test('an account that wants approval holds what every schedule gives it, the others go on', async () => {
  stage = new Stage({});
  stage.setAccounts({ approve: true }, 'x');
  stage.add(articleOf('posts/a.md'));
  const worker = stage.worker('one');
  await stage.runUntil(worker, at('2026-11-25T09:20'), 10 * MINUTE);
  expect((await all()).map(({ account, state }) => [account, state])).toEqual([
    ['x', 'held'],
    ['bluesky', 'published'],
  ]);
});

test('approval that is no longer asked for lets what is held go at its slot', async () => {
  const worker = await heldStage();
  stage.setSchedules({ approve: false });
  await stage.runUntil(worker, at('2026-11-25T09:30'), 10 * MINUTE);
  expect((await all()).map(({ state }) => state)).toEqual(['published']);
});

test('held deliveries keep the manners of their account from the moment they may go', async () => {
  stage = new Stage({ approve: true, jitterMs: 20 * MINUTE }, '[x]');
  stage.add(articleOf('posts/a.md'));
  const worker = stage.worker('one');
  await worker.tick();
  const delivery = await held();
  await approve(stage.parts('author'), delivery.id);
  await stage.runUntil(worker, at('2026-11-25T10:00'), MINUTE);
  const [first] = await stage.store.timeline(10, false);
  expect(Math.abs((first?.atMs ?? 0) - (delivery.untilMs ?? 0))).toBeLessThanOrEqual(MINUTE);
  expect(delivery.untilMs).toBeGreaterThan(at('2026-11-25T09:00'));
});
