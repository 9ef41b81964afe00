import { afterEach, describe, expect, test } from 'vitest';
import { articleOf, Stage } from './stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (iso: string) => Date.parse(`${iso}Z`);

let stage: Stage;
afterEach(() => stage.close());

async function sources(): Promise<string[]> {
  return (await stage.store.deliveries(100)).toReversed().map(({ account, article }) => `${account} ${article.source}`);
}

describe('an article that is edited after it went out', () => {
  test('is reported once for each edit, with the accounts that have the old text, and is not sent again', async () => {
    stage = new Stage();
    stage.add(articleOf('posts/a.md'));
    const worker = stage.worker('one');
    await stage.runUntil(worker, at('2026-11-25T10:00'), 10 * MINUTE);
    stage.add(articleOf('posts/a.md', { title: 'A better title' }));
    await stage.runUntil(worker, at('2026-11-25T11:00'), 10 * MINUTE);
    expect(stage.told('article-edited')).toEqual([
      { event: 'article-edited', source: 'posts/a.md', accounts: ['bluesky', 'x'] },
    ]);
    await stage.runUntil(stage.worker('restarted'), at('2026-11-26T11:00'), HOUR / 2);
    expect(stage.told('article-edited')).toHaveLength(1);
    stage.add(articleOf('posts/a.md', { title: 'The best title' }));
    await stage.runUntil(stage.worker('again'), at('2026-11-27T11:00'), HOUR / 2);
    expect(stage.told('article-edited')).toHaveLength(2);
    expect(await sources()).toHaveLength(2);
  });

  test('is not reported where it has not gone out, nor for a change of its settings alone', async () => {
    stage = new Stage({}, '[x]');
    stage.add(articleOf('posts/a.md'), articleOf('posts/b.md'));
    const worker = stage.worker('one');
    await stage.runUntil(worker, at('2026-11-25T10:00'), 10 * MINUTE);
    stage.add(articleOf('posts/b.md', { title: 'Not out yet' }), articleOf('posts/a.md', { front: { tags: ['new'] } }));
    await worker.tick();
    expect(stage.told('article-edited')).toEqual([]);
  });

  test('and its twin under another name are one article: the same is not reported at every start', async () => {
    stage = new Stage({}, '[x]');
    const canonicalUrl = 'https://example.org/a';
    stage.add(articleOf('posts/a.md', { canonicalUrl }), articleOf('posts/z.md', { canonicalUrl }));
    await stage.runUntil(stage.worker('one'), at('2026-11-25T10:00'), 10 * MINUTE);
    for (let start = 0; start < 3; start++) await stage.worker(`again ${start}`).tick();
    expect(stage.told('article-edited')).toEqual([]);
    expect(await sources()).toEqual(['x posts/a.md']);
  });
});

describe('a change of the settings while the worker runs', () => {
  test('adds a schedule at once, which owes nothing for the time before', async () => {
    stage = new Stage({}, '[x]');
    stage.add(articleOf('posts/a.md'), articleOf('posts/b.md'));
    const worker = stage.worker('one');
    await stage.runUntil(worker, at('2026-11-25T10:00'), 10 * MINUTE);
    stage.setSchedules({}, { id: 'more', cron: '*/15 * * * *', accounts: ['bluesky'] });
    await stage.runUntil(worker, at('2026-11-25T10:20'), MINUTE);
    expect(await sources()).toEqual(['x posts/a.md', 'bluesky posts/a.md']);
    expect(stage.told('slots-missed')).toEqual([]);
  });

  test('that takes a schedule away and puts it back later owes nothing for the time between', async () => {
    stage = new Stage({}, '[x]');
    stage.add(articleOf('posts/a.md'), articleOf('posts/b.md'));
    const worker = stage.worker('one');
    const { schedules } = stage.config;
    await stage.runUntil(worker, at('2026-11-25T08:00'), 10 * MINUTE);
    stage.config = { ...stage.config, schedules: [] };
    await stage.runUntil(worker, at('2026-11-25T09:30'), 10 * MINUTE);
    stage.config = { ...stage.config, schedules };
    await stage.runUntil(worker, at('2026-11-25T12:00'), 10 * MINUTE);
    expect(await sources()).toEqual([]);
    expect(stage.told('slots-missed')).toEqual([]);
    await stage.runUntil(worker, at('2026-11-26T10:00'), 10 * MINUTE);
    expect(await sources()).toEqual(['x posts/a.md']);
  });

  test('adds an account to a schedule: it begins with the oldest article, the other goes on', async () => {
    stage = new Stage({}, '[x]');
    stage.add(articleOf('posts/a.md'), articleOf('posts/b.md'));
    const worker = stage.worker('one');
    await stage.runUntil(worker, at('2026-11-25T10:00'), 10 * MINUTE);
    stage.setSchedules({ accounts: ['x', 'bluesky'] });
    await stage.runUntil(worker, at('2026-11-26T10:00'), 10 * MINUTE);
    expect((await sources()).toSorted()).toEqual(['bluesky posts/a.md', 'x posts/a.md', 'x posts/b.md']);
  });
});
