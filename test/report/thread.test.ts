import { expect, test } from 'vitest';
import { threadReport } from '../../src/report/thread.ts';
import { snapshot } from './numbers.ts';

test('every post stands with its last numbers and its share of the first', () => {
  const read = [
    snapshot({ impressions: 50, likes: 1, atMs: 1, ageMs: 1 }),
    snapshot({ impressions: 100, likes: 4, atMs: 2, ageMs: 2 }),
    snapshot({ index: 1, impressions: 25, likes: 0, atMs: 2, ageMs: 2 }),
  ];
  const { measure, posts, total, readings, lastAgeMs } = threadReport([0, 1, 2], 0, read);
  expect({ measure, readings, lastAgeMs }).toEqual({ measure: 'impressions', readings: 2, lastAgeMs: 2 });
  expect(posts.map(({ ofFirst }) => ofFirst)).toEqual([1, 0.25, null]);
  expect(total).toMatchObject({ impressions: 125, likes: 4, reposts: null });
});

test('where there are no impressions the engagement stands for them, and nothing is invented', () => {
  const bluesky = { source: 'bluesky', reposts: 0, replies: 1, quotes: 1 };
  const read = [snapshot({ ...bluesky, likes: 6 }), snapshot({ ...bluesky, index: 1, likes: 0 })];
  const { measure, posts, total } = threadReport([0, 1], 0, read);
  expect(measure).toBe('engagement');
  expect(total.impressions).toBeNull();
  expect(posts[1]?.ofFirst).toBe(0.25);
});

test('a counter that fell is told with both values, and only against what the same source said', () => {
  const read = [
    snapshot({ likes: 5, impressions: 90, atMs: 1 }),
    snapshot({ likes: 3, impressions: 95, atMs: 2 }),
    snapshot({ likes: 1, source: 'x-analytics', atMs: 3 }),
    snapshot({ likes: 3, impressions: 95, atMs: 4 }),
  ];
  expect(threadReport([0], 0, read).posts[0]?.corrections).toEqual([{ atMs: 2, number: 'likes', from: 5, to: 3 }]);
});

test('a post that vanished keeps what it had, and says when it was found gone', () => {
  const read = [snapshot({ impressions: 70, atMs: 1 }), snapshot({ gone: true, atMs: 9 })];
  const { posts, total } = threadReport([0], 0, read);
  expect(posts[0]).toMatchObject({ goneMs: 9, latest: { impressions: 70 }, corrections: [] });
  expect(total.impressions).toBe(70);
});

test('a thread that was never read has no numbers, not zeros', () => {
  const report = threadReport([0, 1], 0, []);
  expect(report).toMatchObject({ readings: 0, lastAgeMs: null, growth: [], halfLife: null });
  expect(report.total.likes).toBeNull();
  expect(report.posts[0]?.ofFirst).toBeNull();
});

test('a first post that nobody saw makes no share', () => {
  const read = [snapshot({ impressions: 0 }), snapshot({ index: 1, impressions: 4 })];
  expect(threadReport([0, 1], 0, read).posts.map(({ ofFirst }) => ofFirst)).toEqual([null, null]);
});

test('clicks are those told last of every post, though later readings are without', () => {
  const read = [
    snapshot({ linkClicks: 3, profileClicks: null, atMs: 1 }),
    snapshot({ linkClicks: 5, atMs: 2 }),
    snapshot({ index: 1, linkClicks: 1, atMs: 2 }),
    snapshot({ atMs: 3 }),
  ];
  expect(threadReport([0, 1], 0, read).clicks).toEqual({ links: 6, profile: null });
});
