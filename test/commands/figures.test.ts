import { expect, test } from 'vitest';
import { bar, interval, sparkline } from '../../src/commands/show/chart.ts';
import { age, aligned, atAge, figure, moment, money, percent, span } from '../../src/commands/show/figures.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/schedule/duration.ts';

test.each([
  [0, 'at once'],
  [5 * MINUTE_MS, 'at 5 min'],
  [HOUR_MS, 'at 1 h'],
  [2 * HOUR_MS + 4 * MINUTE_MS, 'at 2 h'],
  [36 * HOUR_MS, 'at 36 h'],
  [2 * DAY_MS, 'at 48 h'],
  [3 * DAY_MS + HOUR_MS, 'at 3 days'],
  [29 * DAY_MS, 'at 29 days'],
])('a reading at %i ms is spoken of as taken %s', (ms, words) => {
  expect(atAge(ms)).toBe(words);
  if (ms > 0) expect(age(ms)).toBe(words.slice(3));
});

test.each([
  [20_000, 'less than a minute'],
  [42 * MINUTE_MS, '42 min'],
  [HOUR_MS, '1 h'],
  [68 * MINUTE_MS, '1 h 8 min'],
  [DAY_MS + HOUR_MS, '1 day 1 h'],
  [3 * DAY_MS, '3 days'],
])('a length of %i ms is %s', (ms, words) => {
  expect(span(ms)).toBe(words);
});

test('numbers are written so that none says more or less than is known', () => {
  expect([null, 0, 999, 1_000, 1_234_567].map(figure)).toEqual(['–', '0', '999', '1,000', '1,234,567']);
  expect([null, 0, 0.001, 0.344, 1].map(percent)).toEqual(['–', '0 %', '<1 %', '34 %', '100 %']);
  expect([0, 0.0004, 0.021, 0.305, 0.31, 7.7249].map(money)).toEqual([
    '$0',
    '<$0.001',
    '$0.021',
    '$0.305',
    '$0.31',
    '$7.72',
  ]);
});

test('a moment is told by the author’s clock', () => {
  expect(moment(Date.UTC(2026, 5, 30, 23, 30), 'Europe/London')).toBe('Wed 1 Jul 2026, 00:30');
});

test('a bar is as long as its value, and one of next to nothing still shows', () => {
  expect([100, 50, 6.25, 0.01, 0, -1].map((value) => bar(value, 100, 8))).toEqual([
    '████████',
    '████',
    '▌',
    '▏',
    '',
    '',
  ]);
  expect(bar(0, 0, 8)).toBe('');
});

test('a sparkline has a dot where there is nothing, and its peak at the greatest', () => {
  expect(sparkline([0, 1, 4, 8])).toBe('·▁▄█'.replace('▁', '▂').replace('▄', '▅'));
  expect(sparkline([0, 0])).toBe('··');
});

test('an interval spans its scale, and a median at an end hides no edge of the others', () => {
  expect(interval(0, 50, 100, 100, 11)).toBe('├────●────┤');
  expect(interval(50, 50, 100, 100, 11)).toBe('     ●────┤');
  expect(interval(7, 7, 7, 100, 11)).toBe(' ●');
});

test('columns are as wide as their widest cell, numbers to the right', () => {
  expect(
    aligned(
      [
        ['a', '1'],
        ['long', '1,000'],
      ],
      ['left', 'right'],
    ),
  ).toEqual(['a         1', 'long  1,000']);
});
