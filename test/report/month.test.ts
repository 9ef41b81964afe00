import { describe, expect, test } from 'vitest';
import { comparedSince } from '../../src/report/comparable.ts';
import type { Kind } from '../../src/report/groups.ts';
import { type MonthRecord, monthBounds, monthReport } from '../../src/report/month.ts';
import { DAY_MS, HOUR_MS } from '../../src/schedule/duration.ts';
import { aged, latest, reported } from './numbers.ts';

function record(change: Partial<MonthRecord> = {}): MonthRecord {
  return {
    ...{ month: '2026-11', zone: 'Europe/London', kind: 'live', order: ['x', 'bluesky'], ageMs: DAY_MS },
    sinceMs: comparedSince(monthBounds('2026-11', 'Europe/London').toMs, null),
    ...{ threads: [], aged: [], latest: [], ledger: [], imported: [] },
    year: change.threads ?? [],
    ...change,
  };
}

test('a month begins and ends at midnight by the author’s clock, in summer time too', () => {
  const { fromMs, toMs } = monthBounds('2026-10', 'Europe/London');
  expect(new Date(fromMs).toISOString()).toBe('2026-09-30T23:00:00.000Z');
  expect(new Date(toMs).toISOString()).toBe('2026-11-01T00:00:00.000Z');
  expect(monthBounds('2026-12', 'UTC').toMs).toBe(Date.UTC(2027, 0, 1));
});

describe('live, rehearsed and simulated threads', () => {
  const kinds: readonly Kind[] = ['live', 'rehearsal', 'simulated'];
  const threads = kinds.map((kind, index) => reported({ id: kind, kind, articleId: `${index}` }));
  const read = threads.map((thread, index) => latest(thread, 10 ** (index + 1)));
  const stood = threads.map((thread, index) => aged(thread, 10 ** (index + 1)));

  test.each(kinds)('are never counted together: %s', (kind) => {
    const report = monthReport(record({ kind, threads, latest: read, aged: stood }));
    expect(report.total).toMatchObject([{ threads: 1, numbers: { impressions: 10 ** (kinds.indexOf(kind) + 1) } }]);
    expect(report.compared.map(({ thread }) => thread.id)).toEqual([kind]);
    expect(report.leftOut.map((each) => each.kind)).toEqual(kinds.filter((each) => each !== kind));
  });
});

test('an impression costs what sending and reading cost together; a rehearsal costs nothing', () => {
  const thread = reported();
  const ledger = [
    { account: 'x', purpose: 'send' as const, atMs: 0, what: 'post', count: 20, microUsd: 300_000 },
    { account: 'x', purpose: 'read' as const, atMs: 0, what: 'owned read', count: 100, microUsd: 100_000 },
    { account: 'x', purpose: 'read' as const, atMs: 1, what: 'owned read', count: 100, microUsd: 100_000 },
  ];
  const given = { threads: [thread], latest: [latest(thread, 2_000)], ledger };
  expect(monthReport(record(given)).spending).toEqual({
    ...{ sendUsd: 0.3, readUsd: 0.2, usdPerThousand: 0.25 },
    lines: [
      { purpose: 'send', what: 'post', count: 20, usd: 0.3 },
      { purpose: 'read', what: 'owned read', count: 200, usd: 0.2 },
    ],
  });
  expect(monthReport(record({ ...given, kind: 'rehearsal' })).spending).toBeNull();
});

test('weeks go from Monday to Sunday by the author’s clock, and their sums are the month’s', () => {
  const sunday = reported({ id: 'sunday', firstMs: Date.UTC(2026, 10, 8, 23, 30) });
  const monday = reported({ id: 'monday', firstMs: Date.UTC(2026, 10, 9, 0, 30) });
  const read = [latest(sunday, 5), latest(monday, 7)];
  const { weeks, days, total } = monthReport(record({ threads: [sunday, monday], latest: read }));
  expect(weeks.map(({ from, to, numbers }) => [from, to, numbers.impressions])).toEqual([
    ['2026-11-02', '2026-11-08', 5],
    ['2026-11-09', '2026-11-15', 7],
  ]);
  expect(days.map(({ from }) => from)).toEqual(['2026-11-08', '2026-11-09']);
  expect(total[0]?.numbers.impressions).toBe(12);
});

test('a thread that was never read stands without numbers, and one that was with its age', () => {
  const [read, unread] = [reported({ id: 'read' }), reported({ id: 'unread' })];
  const { standings } = monthReport(record({ threads: [unread, read], latest: [latest(read, 34, 1)] }));
  expect(standings).toMatchObject([
    { thread: read, numbers: { impressions: 34, likes: null }, ageMs: HOUR_MS },
    { thread: unread, numbers: { impressions: null }, ageMs: null },
  ]);
});

test('threads are compared for a year, and no more than the newest of a newsroom’s', () => {
  const { toMs } = monthBounds('2026-11', 'Europe/London');
  expect(monthReport(record()).since).toBeNull();
  expect(comparedSince(toMs, toMs - 400 * DAY_MS)).toBe(toMs - 365 * DAY_MS);
  const sinceMs = comparedSince(toMs, Date.UTC(2026, 6, 31, 23, 30));
  expect(monthReport(record({ sinceMs })).since).toBe('2026-08-01');
  const [x, bluesky] = [reported({ id: 'x' }), reported({ id: 'bluesky', platform: 'bluesky' })];
  expect(monthReport(record({ sinceMs, threads: [x, bluesky], year: [x] })).platforms).toEqual(['x', 'bluesky']);
});

test('an empty month is a report too', () => {
  const report = monthReport(record());
  expect(report).toMatchObject({ standings: [], total: [], comparisons: [], beside: null, imported: null });
});

test('imported history is a section of its own and adds to nothing', () => {
  const numbers = { impressions: 5, likes: 1, reposts: null, replies: null, quotes: null, bookmarks: null };
  const imported = [{ id: '1', url: '', text: 'old', postedMs: 7, account: 'x', platform: 'x', numbers }];
  const report = monthReport(record({ imported }));
  expect(report.total).toEqual([]);
  expect(report.imported).toMatchObject({ posts: 1, firstMs: 7, lastMs: 7, impressions: { count: 1, median: 5 } });
});
