import { afterEach, describe, expect, test } from 'vitest';
import { articleOf, Stage } from './stage.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let stage: Stage;
afterEach(() => stage.close());

/** The first post of every thread, in the order in which they went out. */
async function openings(): Promise<string[]> {
  const deliveries = (await stage.store.deliveries(1_000)).toReversed();
  return deliveries.map(({ plan }) => plan.posts[0]?.post.text.split('\n')[0] ?? '');
}

describe('an evergreen article', () => {
  test('goes again after its cool-down, as often as it may, and each time as the next variant the author wrote', async () => {
    stage = new Stage({ articles: 'evergreen', evergreen: { tag: null, coolDownMs: 5 * DAY, maxRepeats: 4 } }, '[x]');
    const variants = [{ hook: 'A second look.' }, { hook: 'A third look.' }];
    stage.add(articleOf('posts/a.md', { front: { thread: { hook: 'A first look.', variants } } }));
    await stage.runUntil(stage.worker('one'), stage.clock.nowMs() + 60 * DAY, 6 * HOUR);
    expect(await openings()).toEqual([
      ...['A first look.', 'A second look.', 'A third look.', 'A first look.', 'A second look.'],
    ]);
    const slots = (await stage.store.deliveries(10)).map(({ slotMs }) => slotMs ?? 0).toReversed();
    for (const [index, ms] of slots.entries()) {
      if (index > 0) expect(ms - (slots[index - 1] ?? 0)).toBeGreaterThanOrEqual(5 * DAY);
    }
  });

  test('without variants goes again as it was', async () => {
    stage = new Stage({ articles: 'evergreen', evergreen: { tag: null, coolDownMs: DAY, maxRepeats: 1 } }, '[x]');
    stage.add(articleOf('posts/a.md'));
    await stage.runUntil(stage.worker('one'), stage.clock.nowMs() + 9 * DAY, 6 * HOUR);
    const [first, second, ...rest] = await openings();
    expect(second).toBe(first);
    expect(rest).toEqual([]);
  });

  test('may be asked for by its tag', async () => {
    stage = new Stage({ articles: 'evergreen', evergreen: { tag: 'Classics', coolDownMs: DAY, maxRepeats: 1 } }, '[x]');
    stage.add(articleOf('posts/a.md'), articleOf('posts/b.md', { front: { tags: ['classics'] } }));
    await stage.runUntil(stage.worker('one'), stage.clock.nowMs() + 9 * DAY, 6 * HOUR);
    const sources = (await stage.store.deliveries(10)).map(({ article }) => article.source);
    expect(sources).toEqual(['posts/b.md', 'posts/b.md']);
  });
});
