import { expect, test } from 'vitest';
import { attempt, deliveryOf, planned } from '../platforms/x-live/stage.ts';
import { X } from '../x-server/x.ts';
import { xWrongs } from './judge.ts';

const texts = ['the first', 'the second', 'the third'];

/** Posts by hand, each under the given one of those before; what the judge says of them. */
function judged(posts: readonly (readonly [text: string, parent: number | null])[], intents = [0, 1, 2]): string[] {
  const x = new X({ now: () => 1000 });
  for (const [text, parent] of posts) {
    x.postByHand({ text, parentId: parent === null ? null : (x.truth[parent]?.id ?? null) });
  }
  const attempts = intents.map((step) => attempt(step, 1, 900));
  return xWrongs([deliveryOf(planned(texts), { id: 'd', attempts })], x.truth);
}

test('the judge has nothing against any beginning of a thread', () => {
  const whole = texts.map((text, index) => [text, index === 0 ? null : index - 1] as const);
  for (let length = 0; length <= 3; length++) expect(judged(whole.slice(0, length))).toEqual([]);
});

test('the judge sees what is doubled, missing, misplaced, foreign or unintended', () => {
  expect(
    judged([
      ['the first', null],
      ['the first', null],
    ]),
  ).toEqual(['d/0 is there 2 times']);
  expect(
    judged([
      ['the first', null],
      ['the third', 0],
    ]),
  ).toContain('d/2 is there, and d/1 is not');
  expect(
    judged([
      ['the first', null],
      ['the second', null],
    ]),
  ).toEqual(['d/1 stands under null']);
  expect(
    judged([
      ['the second', null],
      ['the first', null],
    ]),
  ).toContain('d/1 is older than the one before');
  expect(judged([['another', null]])).toEqual(['nobody planned another']);
  expect(judged([['the first', null]], [])).toEqual(['d/0 was sent without an intent']);
});
