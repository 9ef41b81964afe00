import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recut } from '../../src/desk/data/recut.ts';
import { seed } from '../seed.ts';

const POSTS = ['One is here. Two is here.', 'Three stands alone.\n\nFour follows it. Five ends it.', 'Six.'];

test.each([
  ['down-1', ['One is here.', 'Two is here.\n\nThree stands alone.\n\nFour follows it. Five ends it.', 'Six.']],
  ['down-2', ['One is here. Two is here.', 'Three stands alone.\n\nFour follows it.', 'Five ends it. Six.']],
  ['up-1', ['One is here. Two is here. Three stands alone.', 'Four follows it. Five ends it.', 'Six.']],
  ['up-2', ['One is here. Two is here.', 'Three stands alone.\n\nFour follows it. Five ends it.\n\nSix.']],
  ['join-1', ['One is here. Two is here.\n\nThree stands alone.\n\nFour follows it. Five ends it.', 'Six.']],
  ['split-1', ['One is here.', 'Two is here.', POSTS[1], 'Six.']],
  ['remove-3', POSTS.slice(0, 2)],
  ['add-3', [...POSTS, '']],
  ['look', POSTS],
  ['up-3', POSTS],
  ['join-9', POSTS],
])('%s', (move, expected) => {
  expect(recut(POSTS, move, 'en')).toEqual(expected);
});

test('a cut that is moved loses no word and adds none', () => {
  const moves = fc.constantFrom('down-1', 'down-2', 'up-1', 'up-2', 'join-1', 'split-1', 'split-2');
  const words = (posts: readonly string[]) =>
    posts
      .join(' ')
      .split(/\s+/)
      .filter((word) => word !== '');
  fc.assert(
    fc.property(
      fc.array(fc.lorem({ mode: 'sentences', maxCount: 4 }), { minLength: 2, maxLength: 5 }),
      moves,
      (posts, move) => {
        expect(words(recut(posts, move, 'en'))).toEqual(words(posts));
      },
    ),
    { seed },
  );
});
