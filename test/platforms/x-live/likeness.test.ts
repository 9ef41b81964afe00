import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameText } from '../../../src/platforms/x/likeness.ts';
import { postsIn } from '../../../src/platforms/x/timeline.ts';
import { seed } from '../../seed.ts';
import { plainRequest } from '../../x-server/request.ts';
import { X } from '../../x-server/x.ts';

const character = fc.constantFrom(
  ...'aZ9éß&<>@#$.…—“’ \n\t/:',
  ...['e\u0301', '\u200b', '\u2060', '\u00a0', '👩‍👩‍👧', '❤️', '語', 'ع', '&amp;', 'https://example.com/a?b=c&d=e'],
  ...['README.md', ' example.org ', '@jack ', '#tag ', '1/9'],
);
const text = fc.array(character, { minLength: 1, maxLength: 40 }).map((parts) => parts.join(''));

/** What the stand-in, whose rendering shares no code with this, gives back of a text. */
function readBack(posted: string) {
  const x = new X({ duplicates: 'off' });
  const [account] = x.settings.accounts;
  const answer = x.handle(plainRequest('POST', '/2/tweets', { text: posted }), account);
  if (answer.status !== 201) return null;
  const fields = 'tweet.fields=entities';
  const timeline = x.handle(plainRequest('GET', `/2/users/${account?.id}/tweets?${fields}`), account);
  return postsIn(JSON.parse(timeline.body))[0] ?? null;
}

test('whatever X makes of a text, it is known again', () => {
  let taken = 0;
  fc.assert(
    fc.property(text, (posted) => {
      const read = readBack(posted);
      if (read === null) return;
      taken++;
      expect(isSameText(read, posted)).toBe(true);
    }),
    { seed, numRuns: 1_000 },
  );
  expect(taken).toBeGreaterThan(500);
});

test('a text with one word more, less or other is another', () => {
  const word = fc.constantFrom<string>('one', 'two', 'three', 'vier', '五', 'шесть', '7');
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.nat(), (words, at) => {
      const read = readBack(words.join(' '));
      const place = at % words.length;
      if (read === null) throw new Error('X does not take it');
      expect(isSameText(read, words.toSpliced(place, 1, 'other').join(' '))).toBe(false);
      expect(isSameText(read, words.toSpliced(place, 0, 'more').join(' '))).toBe(false);
      expect(isSameText(read, words.toSpliced(place, 1).join(' '))).toBe(false);
    }),
    { seed, numRuns: 300 },
  );
});

test('names that X puts before a reply, and links that it completes, change nothing', () => {
  const links = [{ short: 'https://t.co/abc', target: 'http://www.example.org/a', isMedia: false }];
  expect(isSameText({ text: '@jane @joe So see https://t.co/abc now', links }, 'So see example.org/a now')).toBe(true);
  expect(isSameText({ text: '@jane @joe So see nothing now', links: [] }, 'So see example.org/b then')).toBe(false);
  expect(isSameText({ text: '🎉', links: [] }, '🎈')).toBe(false);
});
