import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Receipt } from '../../src/delivery/delivery.ts';
import { affordable, unpaidPosts } from '../../src/report/afford.ts';
import { DAY_MS, HOUR_MS } from '../../src/schedule/duration.ts';
import { seed } from '../seed.ts';

const DAY = Date.UTC(2026, 10, 24);

function posts(...atMs: readonly number[]): readonly Receipt[] {
  return atMs.map((each, index) => ({ index, id: `${index}`, uri: null, url: null, cid: null, atMs: each }));
}

test('what is read again on the same UTC day costs nothing, but for posts that have appeared since', () => {
  const thread = posts(DAY, DAY + 1, DAY + 2 * HOUR_MS);
  expect(unpaidPosts(thread, null, DAY + HOUR_MS)).toBe(3);
  expect(unpaidPosts(thread, DAY + HOUR_MS, DAY + DAY_MS - 1)).toBe(1);
  expect(unpaidPosts(thread, DAY + 3 * HOUR_MS, DAY + DAY_MS - 1)).toBe(0);
  expect(unpaidPosts(thread, DAY + DAY_MS - 1, DAY + DAY_MS)).toBe(3);
});

test('never more than what is left is spent, what is free is always taken, and no reading is lost', () => {
  const readings = fc.array(fc.record({ microUsd: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20_000 })) }));
  fc.assert(
    fc.property(readings, fc.integer({ min: -50_000, max: 100_000 }), (wanted, leftMicroUsd) => {
      const { taken, tooDear, leftMicroUsd: rest } = affordable(wanted, leftMicroUsd);
      const spent = taken.reduce((sum, { microUsd }) => sum + microUsd, 0);
      expect(spent).toBeLessThanOrEqual(Math.max(0, leftMicroUsd));
      expect(rest).toBe(Math.max(0, leftMicroUsd - spent));
      expect(tooDear.every(({ microUsd }) => microUsd > rest)).toBe(true);
      expect(taken.length + tooDear.length).toBe(wanted.length);
      expect(wanted.filter((each) => taken.includes(each))).toEqual(taken);
    }),
    { seed },
  );
});
