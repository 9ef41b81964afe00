import { expect, test } from 'vitest';
import { besideEachOther } from '../../src/report/beside.ts';
import { comparable } from '../../src/report/comparable.ts';
import { compareBy } from '../../src/report/comparison.ts';
import { type Compared, groupings } from '../../src/report/groups.ts';
import { NOTHING } from '../../src/report/numbers.ts';
import { openingOf } from '../../src/report/opening.ts';
import { DAY_MS } from '../../src/schedule/duration.ts';
import { aged, reported } from './numbers.ts';

test.each([
  ['Who pays for the bridge?', 'question'],
  ['¿Quién paga?', 'question'],
  ['誰が払うのか？', 'question'],
  ['The bridge cost 11 million. Who paid?', 'number'],
  ['The bridge is free. Who paid for it?', 'statement'],
  ['“Nobody asked me,” she said.', 'quote'],
  ['«Personne», dit-il.', 'quote'],
  ['1/7 The bridge is free.', 'statement'],
  ['🧵 The bridge is free.', 'statement'],
  ['', 'statement'],
])('"%s" opens with a %s', (text, opening) => {
  expect(openingOf(text)).toBe(opening);
});

test('an endless opening takes no time', () => {
  const text = `${'a'.repeat(500_000)}${'?'.repeat(500_000)}`;
  expect(openingOf(text)).toBe('statement');
});

test('threads are compared at one age: a young one never with an old one’s head start', () => {
  const [old, young] = [reported({ id: 'old' }), reported({ id: 'young' })];
  const compared = comparable([old, young], [aged(old, 100)]);
  expect(compared.map(({ thread, numbers }) => [thread.id, numbers.impressions])).toEqual([['old', 100]]);
});

test('a thread that is not complete, or of which one post was not read then, is left out', () => {
  const half = reported({ id: 'half', posts: 2, sent: 1 });
  const unread = reported({ id: 'unread', posts: 2, sent: 2 });
  expect(comparable([half, unread], [aged(half, 1), aged(unread, 1)])).toEqual([]);
});

function threads(values: readonly number[], change: Parameters<typeof reported>[0], days = 7): Compared[] {
  const { firstMs = Date.UTC(2026, 5, 1, 9) } = change ?? {};
  return values.map((impressions, week) => ({
    thread: reported({ ...change, id: `${firstMs} ${week}`, firstMs: firstMs + week * days * DAY_MS }),
    numbers: { ...NOTHING, impressions },
  }));
}

const MONDAY = Date.UTC(2026, 5, 1, 9);
const weekday = (all: readonly Compared[]) => compareBy(groupings('UTC'), 'x', all).find(({ by }) => by === 'weekday');

test('what is plainly better is said to be, with its count and interval', () => {
  const comparison = weekday([
    ...threads([10, 11, 12, 13, 14, 15], { firstMs: MONDAY }),
    ...threads([90, 91, 92, 93, 94, 95], { firstMs: MONDAY + DAY_MS }),
  ]);
  expect(comparison?.best).toBe('Tuesday');
  expect(comparison?.groups).toEqual([
    { name: 'Monday', count: 6, median: 12.5, interval: { low: 10, high: 15 } },
    { name: 'Tuesday', count: 6, median: 92.5, interval: { low: 90, high: 95 } },
  ]);
});

test('five threads of a kind are too few to say, however good they are', () => {
  const comparison = weekday([
    ...threads([10, 11, 12, 13, 14], { firstMs: MONDAY }),
    ...threads([990, 991, 992, 993, 994], { firstMs: MONDAY + DAY_MS }),
  ]);
  expect(comparison).toMatchObject({ best: null, verdict: expect.stringContaining('Too few to say') });
  expect(comparison?.groups.map(({ interval }) => interval)).toEqual([null, null]);
});

test('what overlaps is too close to say', () => {
  const comparison = weekday([
    ...threads([10, 11, 12, 13, 14, 95], { firstMs: MONDAY }),
    ...threads([9, 91, 92, 93, 94, 96], { firstMs: MONDAY + DAY_MS }),
  ]);
  expect(comparison).toMatchObject({ best: null, verdict: expect.stringContaining('Too close to say') });
});

test('days and hours are those of the author’s clock, on both sides of a clock change', () => {
  const [by] = groupings('Europe/London').filter((each) => each.by === 'hour');
  expect(by?.groupOf(reported({ firstMs: Date.UTC(2026, 9, 23, 8) }))).toBe('09:00');
  expect(by?.groupOf(reported({ firstMs: Date.UTC(2026, 9, 26, 9) }))).toBe('09:00');
});

test('lengths are compared by what one post earned', () => {
  const all = [
    ...threads([90, 90, 90, 90, 90, 90], { posts: 9, sent: 9 }),
    ...threads([30, 30, 30, 30, 30, 30], { posts: 3, sent: 3 }),
  ];
  const length = compareBy(groupings('UTC'), 'x', all).find(({ by }) => by === 'length');
  expect(length?.groups.map(({ name, median }) => [name, median])).toEqual([
    ['1 to 3 posts', 10],
    ['7 to 9 posts', 10],
  ]);
});

test('platforms stand beside each other by the same articles and by what both report', () => {
  const both = (article: string, x: number | null, bluesky: number): Compared[] => [
    { thread: reported({ articleId: article }), numbers: { ...NOTHING, impressions: 9_000, likes: x } },
    { thread: reported({ articleId: article, platform: 'bluesky' }), numbers: { ...NOTHING, likes: bluesky } },
  ];
  const alone = { thread: reported({ articleId: 'alone' }), numbers: { ...NOTHING, likes: 1_000 } };
  const beside = besideEachOther(
    ['x', 'bluesky'],
    [...both('a', 1, 2), ...both('b', 5, 3), ...both('c', null, 3), alone],
  );
  expect(beside.articles).toBe(3);
  expect(beside.rows.map(({ number }) => number)).not.toContain('impressions');
  expect(beside.rows[0]).toMatchObject({
    number: 'likes',
    firstAhead: 1,
    secondAhead: 1,
    first: { count: 2, median: 3 },
  });
});
