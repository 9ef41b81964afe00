import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Config, FaultyAuthor } from '../../src/config/config.ts';
import { settingsReader } from '../../src/config/parse.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { platformIds } from '../../src/platforms/registry.ts';
import { approve } from '../../src/worker/author.ts';
import { forecast } from '../../src/worker/forecast.ts';
import { healthOf } from '../../src/worker/health.ts';
import { publishOn } from '../../src/worker/publish-on.ts';
import type { Worker } from '../../src/worker/worker.ts';
import { newDelivery } from '../deliveries.ts';
import { articleOf, Stage } from './stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (iso: string) => Date.parse(`${iso}Z`);

const SETTINGS = (approve: boolean) => `timezone: Europe/London
accounts:
  - { id: x, platform: x, handle: jane }
schedules:
  - { id: mornings, cron: "0 9 * * *", accounts: [x], approve: ${approve} }
`;

let stage: Stage;
let house: Config;
let worker: Worker;
beforeEach(() => {
  stage = new Stage({}, '[x]');
  house = stage.config;
  worker = stage.worker('one');
});
afterEach(() => stage.close());

/** The house, and authors with one account and one schedule each. */
function withAuthors(names: readonly string[], others: Partial<Config> = {}, approve = false): Config {
  const parts = names.map((name) => settingsReader(platformIds).author(name, SETTINGS(approve)));
  return {
    ...house,
    accounts: [...house.accounts, ...parts.flatMap(({ accounts }) => accounts)],
    schedules: [...house.schedules, ...parts.flatMap(({ schedules }) => schedules)],
    authors: parts.map(({ author }) => author),
    ...others,
  };
}

const faulty = (id: string): FaultyAuthor => {
  return { id, faults: [{ where: `config/${id}.yaml:1`, problem: 'is broken' }], goesOn: false };
};

async function all(): Promise<readonly Delivery[]> {
  return (await stage.store.deliveries(100)).toReversed();
}

const outcomes = async () => (await all()).map(({ account, article, state }) => [account, article.source, state]);

test('two authors with one title, one address and the same ids each publish their own', async () => {
  stage.config = withAuthors(['bob', 'jane']);
  const same = { title: 'News', canonicalUrl: 'https://example.com/news' };
  stage.add(...['posts/news.md', 'posts/bob/news.md', 'posts/jane/news.md'].map((path) => articleOf(path, same)));
  await stage.runUntil(worker, at('2026-11-25T09:10'), 10 * MINUTE);
  expect((await outcomes()).toSorted()).toEqual([
    ['bob/x', 'posts/bob/news.md', 'published'],
    ['jane/x', 'posts/jane/news.md', 'published'],
    ['x', 'posts/news.md', 'published'],
  ]);
  expect(new Set((await all()).map(({ article }) => article.id)).size).toBe(3);
});

test('an article names schedules and accounts of its own author, and no others', async () => {
  stage.config = withAuthors(['bob', 'jane']);
  stage.add(
    articleOf('posts/jane/own.md', { front: { schedule: 'mornings', accounts: ['x'] } }),
    articleOf('posts/jane/foreign.md', { front: { schedule: 'bob/mornings' } }),
    articleOf('posts/foreign.md', { front: { schedule: 'bob/mornings' } }),
    articleOf('posts/bob/foreign.md', { front: { accounts: ['jane/x'] } }),
  );
  await stage.runUntil(worker, at('2026-11-26T09:10'), 30 * MINUTE);
  expect(await outcomes()).toEqual([['jane/x', 'posts/jane/own.md', 'published']]);
  expect(stage.told('article-skipped')).toMatchObject([
    { source: 'posts/jane/foreign.md' },
    { source: 'posts/foreign.md' },
  ]);
});

test('what is foreseen is each author’s own', async () => {
  stage.config = withAuthors(['jane']);
  stage.add(articleOf('posts/jane/news.md'));
  const slots = await forecast(stage.parts('plan'), 1);
  expect(slots.map(({ slot, accounts }) => [slot.schedule, accounts])).toEqual([
    ['mornings', []],
    ['jane/mornings', ['jane/x']],
  ]);
});

describe('an author who is stopped', () => {
  /** Jane has a delivery that was approved and waits for its slot, at 09:00 on the 25th. */
  async function approved(): Promise<Delivery> {
    stage.config = withAuthors(['bob', 'jane'], {}, true);
    stage.add(articleOf('posts/jane/news.md'));
    await stage.runUntil(worker, at('2026-11-24T12:00'), HOUR / 2);
    const [delivery] = await all();
    if (delivery === undefined) throw new Error('nothing is held');
    await approve(stage.parts('author'), delivery.id);
    return delivery;
  }

  test('has nothing sent, taken back, missed or begun anew, and goes on where it stood when the file is mended', async () => {
    const { id } = await approved();
    stage.config = withAuthors(['bob'], { faulty: [faulty('jane')] }, true);
    stage.add(articleOf('posts/bob/news.md'), articleOf('posts/jane/news.md'));
    await stage.runUntil(worker, at('2026-11-25T09:20'), 10 * MINUTE);
    expect(await stage.store.delivery(id)).toMatchObject({ state: 'planned', attempts: [] });
    expect((await healthOf(stage.store, stage.clock.nowMs())).faulty).toMatchObject([
      { author: 'jane', goesOn: false },
    ]);
    expect(stage.told('withdrawn')).toEqual([]);
    stage.config = withAuthors(['bob', 'jane'], {}, true);
    await stage.runUntil(worker, at('2026-11-25T09:40'), 5 * MINUTE);
    expect(await stage.store.delivery(id)).toMatchObject({ state: 'published' });
    expect((await healthOf(stage.store, stage.clock.nowMs())).faulty).toEqual([]);
  });

  test('is not overdue, for nobody waits for them', async () => {
    await stage.store.addDelivery(newDelivery({ id: 'byhand11', account: 'jane/x', live: false }));
    stage.config = withAuthors([], { faulty: [faulty('jane')] });
    await stage.runUntil(worker, at('2026-11-24T12:00'), 30 * MINUTE);
    expect(await stage.store.delivery('byhand11')).toMatchObject({ state: 'planned', attempts: [] });
    expect(await healthOf(stage.store, stage.clock.nowMs())).toMatchObject({ overdue: [] });
    await stage.store.noteFaultyAuthors([]);
    expect(await healthOf(stage.store, stage.clock.nowMs())).toMatchObject({ overdue: [{ id: 'byhand11' }] });
  });

  test('keeps the articles: they are not the house’s, nor when the file is on another host only', async () => {
    await approved();
    for (const others of [{ faulty: [faulty('jane')] }, {}, { retired: ['jane'] }]) {
      stage.config = withAuthors([], others);
      await stage.runUntil(worker, stage.clock.nowMs() + 24 * HOUR, HOUR);
      expect((await all()).filter(({ account }) => account === 'x')).toEqual([]);
    }
  });
});

test('a lane that the queue of other hosts names is left to a host that has the author’s file', async () => {
  await stage.store.addDelivery(newDelivery({ id: 'byhand11', account: 'jane/x', live: false }));
  stage.config = withAuthors([]);
  expect(await publishOn(stage.parts('here'), { account: 'jane/x', live: false })).toBe(false);
  expect(await stage.store.delivery('byhand11')).toMatchObject({ state: 'planned', attempts: [] });
  stage.config = withAuthors(['jane']);
  await publishOn(stage.parts('there'), { account: 'jane/x', live: false });
  expect(await stage.store.delivery('byhand11')).toMatchObject({ state: 'published' });
});

describe('an author whose file is not here', () => {
  const decided = async () => {
    const sight = { id: 'jane/mornings', definition: '0 9 * * * Europe/London', live: false };
    return (await stage.store.seeSchedules([sight], stage.clock.nowMs())).get('jane/mornings')?.decidedMs;
  };

  test('is left alone, for another host may have it', async () => {
    stage.config = withAuthors(['jane'], {}, true);
    stage.add(articleOf('posts/jane/news.md'));
    await stage.runUntil(worker, at('2026-11-24T12:00'), HOUR / 2);
    const before = await decided();
    stage.config = withAuthors([]);
    await stage.runUntil(stage.worker('other'), at('2026-11-24T13:00'), HOUR / 2);
    expect(await decided()).toBe(before);
    expect(await outcomes()).toEqual([['jane/x', 'posts/jane/news.md', 'held']]);
  });

  test('is retired when it was deleted while this worker ran: what had not begun is taken back, the schedule ends', async () => {
    stage.config = withAuthors(['jane'], {}, true);
    stage.add(articleOf('posts/jane/news.md'));
    await stage.runUntil(worker, at('2026-11-24T12:00'), HOUR / 2);
    stage.config = withAuthors([], { retired: ['jane'] });
    await stage.runUntil(worker, at('2026-11-25T12:00'), HOUR / 2);
    expect(await outcomes()).toEqual([]);
    expect(stage.told('withdrawn')).toMatchObject([{ account: 'jane/x' }]);
    expect(await decided()).toBe(stage.clock.nowMs());
  });
});
