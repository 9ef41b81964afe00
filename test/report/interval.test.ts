import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimate, FEWEST } from '../../src/report/interval.ts';
import { seed } from '../seed.ts';
import { seededRandom } from '../servers/random.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test.each([
  // From the table of Conover, Practical Nonparametric Statistics: ranks from either end that are 95 % sure.
  [6, 1, 6],
  [8, 1, 8],
  [9, 2, 8],
  [12, 3, 10],
  [20, 6, 15],
  [25, 8, 18],
  [50, 18, 33],
])('of %i values the interval of the median reaches from the %i. to the %i.', (count, low, high) => {
  expect(estimate(upTo(count))).toMatchObject({ count, median: (count + 1) / 2, interval: { low, high } });
});

test('below six there is a median and no interval, and of nothing there is neither', () => {
  expect(estimate(upTo(FEWEST - 1))).toEqual({ count: 5, median: 3, interval: null });
  expect(estimate([])).toEqual({ count: 0, median: null, interval: null });
});

test('the interval encloses the median, lies within the values, and does not depend on their order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 200 }), fc.nat(), (values, shuffle) => {
      const { median, interval } = estimate(values);
      const random = seededRandom(shuffle);
      expect(estimate(values.toSorted(() => random() - 0.5))).toEqual({ count: values.length, median, interval });
      if (interval === null || median === null) return;
      expect(values).toContain(interval.low);
      expect(values).toContain(interval.high);
      expect(interval.low).toBeLessThanOrEqual(median);
      expect(interval.high).toBeGreaterThanOrEqual(median);
    }),
    { seed, numRuns: 200 },
  );
});

test('of many samples of a skewed quantity the interval holds the true median in at least 95 %', () => {
  const random = seededRandom(seed);
  for (const count of [6, 13, 40]) {
    // Exponential with a median of 1.
    const samples = Array.from({ length: 2_000 }, () => upTo(count).map(() => -Math.log2(1 - random())));
    const held = samples.filter((sample) => {
      const { interval } = estimate(sample);
      return interval !== null && interval.low <= 1 && interval.high >= 1;
    });
    // Two thousand draws of 95 % scatter by half a percent.
    expect(held.length / samples.length).toBeGreaterThan(0.93);
  }
});

test('thousands of values are no trouble', () => {
  const { interval } = estimate(upTo(5_000));
  expect(interval?.low).toBeGreaterThan(2_400);
  expect(interval?.high).toBeLessThan(2_600);
});
