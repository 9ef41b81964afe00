import { expect, test } from 'vitest';
import { condense } from './condense.ts';
import { ARTICLES, expectedOf, readFixture } from './fixtures.ts';

test('there are at least twenty pairs of article and expectation', () => {
  expect(ARTICLES.length).toBeGreaterThanOrEqual(20);
});

test.each(ARTICLES)('%s is read as its expectation says', async (name) => {
  expect(condense(await readFixture(name))).toEqual(expectedOf(name));
});
