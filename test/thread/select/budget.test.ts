import fc from 'fast-check';
import { expect, test } from 'vitest';
import { affordable } from '../../../src/thread/select/budget.ts';
import { seed } from '../../seed.ts';

const total = (items: readonly number[]) => items.reduce((sum, item) => sum + item, 0);

test('the longest beginning that fits is taken, with few questions, and what is behind it fills the rest', () => {
  const prices = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 200 });
  const property = fc.property(prices, fc.nat(900), fc.integer({ min: 1, max: 100 }), (items, budget, expected) => {
    let asked = 0;
    const taken = affordable(items.values(), expected, (some) => {
      asked += 1;
      return total(some) <= budget;
    });
    const longest = items.findIndex((_, index) => total(items.slice(0, index + 1)) > budget);
    const beginning = longest < 0 ? items : items.slice(0, longest);
    expect(taken.slice(0, beginning.length)).toEqual(beginning);
    expect(total(taken)).toBeLessThanOrEqual(budget);
    expect(asked).toBeLessThanOrEqual(2 * Math.log2(items.length + expected + 1) + 9);
  });
  fc.assert(property, { seed, numRuns: 1000 });
});

test('no more of a sequence is read than is needed', () => {
  let read = 0;
  function* endless() {
    for (;;) {
      read += 1;
      yield read;
    }
  }
  expect(affordable(endless(), 4, (items) => items.length <= 5)).toEqual([1, 2, 3, 4, 5]);
  expect(read).toBeLessThan(20);
});
