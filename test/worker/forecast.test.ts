import { afterEach, describe, expect, test } from 'vitest';
import { forecast } from '../../src/worker/forecast.ts';
import { articleOf, Stage } from './stage.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let stage: Stage;
afterEach(() => stage.close());

function addArticles(count: number, publishedAt = '2026-11-01'): void {
  stage.add(...Array.from({ length: count }, (_, index) => articleOf(`posts/${index}.md`, { publishedAt })));
}

const look = (days: number) => forecast(stage.parts('plan'), days);

describe('the plan', () => {
  test('is what the worker then does, slot for slot, and writes nothing', async () => {
    stage = new Stage();
    stage.setSchedules(
      { id: 'daily', cron: '0 9 * * *', jitterMs: HOUR / 4 },
      { id: 'tagged', cron: '30 12 * * 1,3', articles: { tag: 'long' }, accounts: ['x'] },
      {
        id: 'old',
        cron: '0 18 * * *',
        articles: 'evergreen',
        evergreen: { tag: null, coolDownMs: 3 * DAY, maxRepeats: 2 },
      },
    );
    for (let index = 0; index < 12; index++) {
      const front = index % 3 === 0 ? { tags: ['long'] } : {};
      stage.add(articleOf(`posts/${index}.md`, { front, publishedAt: `2026-11-${String(10 + index)}` }));
    }
    const planned = await look(10);
    expect(await stage.store.rememberedArticles()).toEqual([]);
    expect(await stage.store.seenSchedule('daily')).toBeNull();
    await stage.runUntil(stage.worker('one'), stage.clock.nowMs() + 10 * DAY, HOUR / 2);
    const made = (await stage.store.deliveries(1_000)).map(
      ({ slotKey, account, article }) => `${slotKey} ${account} ${article.source}`,
    );
    const foreseen = planned.flatMap(({ slot, deliveries }) =>
      deliveries.flatMap(({ goes, account, article }) => (goes ? [`${slot.key} ${account} ${article?.source}`] : [])),
    );
    expect(foreseen.length).toBeGreaterThan(20);
    expect(made.toSorted()).toEqual(foreseen.toSorted());
  });

  test('says where nothing is left, and which account is paused', async () => {
    stage = new Stage();
    addArticles(1);
    await stage.store.pause('bluesky', 1);
    const [first, second] = await look(2);
    expect(first).toMatchObject({ accounts: ['x'], blocked: 'bluesky is paused ("spool resume")' });
    expect(second).toMatchObject({
      article: null,
      accounts: [],
      blocked: 'nothing left to publish on x: of 1 article, 1 has gone to x; bluesky is paused ("spool resume")',
    });
  });

  test('says from which slot on the budget of a month does not reach, and begins the next month anew', async () => {
    stage = new Stage({}, '[x]');
    stage.setAccounts({ live: true }, 'x');
    stage.config = { ...stage.config, budget: { sendUsd: 0.08, readUsd: 1 } };
    addArticles(20, '2026-11-24');
    await stage.store.addCharge('x', 'send', { atMs: stage.clock.nowMs(), what: 'post', count: 1, microUsd: 30_000 });
    const slots = await look(12);
    const costs = slots.map(({ costUsd }) => costUsd);
    const unit = costs[0] ?? 0;
    expect(unit).toBeGreaterThan(0);
    const fitting = (spent: number) => Math.floor((0.08 - spent) / unit + 1e-9);
    const november = slots.filter(({ slot }) => slot.local < '2026-12');
    const december = slots.filter(({ slot }) => slot.local >= '2026-12');
    expect(november.filter(({ blocked }) => blocked === null)).toHaveLength(fitting(0.03));
    expect(december.filter(({ blocked }) => blocked === null)).toHaveLength(fitting(0));
    expect(november.at(-1)?.blocked).toMatch(
      /^x: over budget: "Title of posts\/\d+\.md" would cost \$\d\.\d\d, and \$\d\.\d\d of the month's \$0\.08 will be spent by then$/,
    );
  });

  test('does not count a rehearsal against the budget', async () => {
    stage = new Stage({}, '[x]');
    stage.config = { ...stage.config, budget: { sendUsd: 0, readUsd: 0 } };
    addArticles(2);
    expect((await look(2)).map(({ blocked, costUsd }) => [blocked, costUsd])).toEqual([
      [null, 0],
      [null, 0],
    ]);
  });

  test('passes over what cannot be published live, as the worker will', async () => {
    stage = new Stage({}, '[x]');
    stage.setAccounts({ live: true }, 'x');
    const tooLong = { style: 'manual', posts: ['word '.repeat(200)] } as const;
    stage.add(
      articleOf('posts/a.md', { front: { thread: tooLong }, publishedAt: '2026-11-24' }),
      articleOf('posts/b.md', { publishedAt: '2026-11-24' }),
    );
    const [first] = await look(1);
    expect(first?.article?.path).toBe('posts/b.md');
  });
});
