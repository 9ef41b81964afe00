import { describe, expect, test } from 'vitest';
import { growthOf, halfLife } from '../../src/report/growth.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/schedule/duration.ts';
import { snapshot } from './numbers.ts';
import { AGES_MS, shareSeen } from './simulated-quarter.ts';

const MEDIAN_MS = 80 * MINUTE_MS;

/** Half of what the curve has reached by an age, found in the curve itself. */
function trueHalfLife(lastMs: number, shape: number): number {
  const half = shareSeen(lastMs, shape) / 2;
  return MEDIAN_MS * (half / (1 - half)) ** (1 / shape);
}

function curve(shape: number, total: number, ages: readonly number[]) {
  return ages.map((ageMs) => ({ ageMs, value: Math.round(total * shareSeen(ageMs, shape)) }));
}

describe.each([0.5, 0.6, 0.7, 0.8, 0.9, 1])(
  'of a log-logistic curve with a median of 80 minutes and shape %f',
  (shape) => {
    test.each(AGES_MS.slice(2).map((age) => [age / HOUR_MS, age]))(
      'the half-life up to a last reading at %f h is within 10 percent of the curve’s',
      (_, lastMs) => {
        const ages = AGES_MS.filter((age) => age <= lastMs);
        const found = halfLife(curve(shape, 100_000, ages));
        const truth = trueHalfLife(lastMs, shape);
        expect(Math.abs((found?.ms ?? 0) / truth - 1)).toBeLessThan(0.1);
      },
    );

    test('the truth lies between the two readings that are named, and jitter of the ages does not matter', () => {
      const ages = AGES_MS.map((age, index) => age * (1 + (index % 3) * 0.05));
      const found = halfLife(curve(shape, 5_000, ages));
      const truth = trueHalfLife(ages.at(-1) ?? 0, shape);
      expect(found?.fromMs).toBeLessThan(truth);
      expect(found?.toMs).toBeGreaterThan(truth);
      expect(Math.abs((found?.ms ?? 0) / truth - 1)).toBeLessThan(0.1);
    });
  },
);

test('half before the first reading is said to be so', () => {
  const found = halfLife([
    { ageMs: HOUR_MS, value: 90 },
    { ageMs: 2 * HOUR_MS, value: 100 },
  ]);
  expect(found).toMatchObject({ fromMs: 0, toMs: HOUR_MS });
  expect(found?.ms).toBeLessThan(HOUR_MS);
});

test('of one reading, of next to nothing, or of nothing there is no half-life', () => {
  expect(halfLife([])).toBeNull();
  expect(halfLife([{ ageMs: HOUR_MS, value: 1_000 }])).toBeNull();
  expect(halfLife(curve(0.7, 9, AGES_MS))).toBeNull();
});

test('a counter that fell makes the curve fall, and the half is half of the last value', () => {
  const points = growthOf(
    [100, 400, 300].map((impressions, hour) => snapshot({ impressions, atMs: (hour + 1) * HOUR_MS })),
    0,
    'impressions',
  );
  expect(points.map(({ value }) => value)).toEqual([100, 400, 300]);
  expect(halfLife(points)).toMatchObject({ fromMs: HOUR_MS, toMs: 2 * HOUR_MS });
});

test('a post that was not read at an instant counts with what it had before; a tombstone adds and takes nothing', () => {
  const points = growthOf(
    [
      snapshot({ impressions: 10, atMs: 1 }),
      snapshot({ index: 1, impressions: 5, atMs: 2 }),
      snapshot({ index: 1, gone: true, atMs: 3 }),
      snapshot({ impressions: 20, atMs: 4 }),
    ],
    0,
    'impressions',
  );
  expect(points.map(({ ageMs, value }) => [ageMs, value])).toEqual([
    [1, 10],
    [2, 15],
    [4, 25],
  ]);
});
