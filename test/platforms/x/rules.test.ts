import fc from 'fast-check';
import tt from 'twitter-text';
import { describe, expect, it } from 'vitest';
import { entities, links } from '../../../src/platforms/x/entities.ts';
import { xRules } from '../../../src/platforms/x/rules.ts';
import { weightedLength } from '../../../src/platforms/x/weight.ts';
import { seed } from '../../seed.ts';
import { oddAddress, oddText } from './alphabet.ts';

const text = fc.oneof(
  oddText,
  oddAddress,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const hashtags: (value: string, options: { checkUrlOverlap: boolean }) => tt.HashtagWithIndices[] =
  tt.extractHashtagsWithIndices;
const runs = { seed, numRuns: 3000 };

/** The library's own entities, the links among them always told. */
function known(value: string) {
  const links = tt.extractUrlsWithIndices(value);
  const tags = [
    ...tt.extractMentionsOrListsWithIndices(value),
    ...hashtags(value, { checkUrlOverlap: false }),
    ...tt.extractCashtagsWithIndices(value),
  ].filter((tag) => !links.some((link) => tag.indices[0] < link.indices[1] && link.indices[0] < tag.indices[1]));
  return [...links, ...tags]
    .sort((a, b) => a.indices[0] - b.indices[0])
    .map((entity) => value.slice(...entity.indices));
}

describe('the length of a post on X', () => {
  it('is twitter-text’s own for any text', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(weightedLength(value)).toBe(tt.parseTweet(value).weightedLength);
      }),
      runs,
    );
  });

  it.each([
    ['plain words', 'Hello, world', 12],
    ['a dash and curly quotes', '“So” — it is', 12],
    ['an ellipsis, a bullet and an arrow', '…•→', 6],
    ['a family of one emoji', '👨‍👩‍👧', 2],
    ['a letter and its combining accent', 'e\u0301', 1],
    ['Chinese', '习近平', 6],
    ['a link', 'See https://example.org/a/very/long/address/that/goes/on/and/on', 27],
    ['a link in parentheses', '(https://example.org/a)', 25],
    ['a zero width space', 'README.\u200bmd', 10],
    ['nothing', '', 0],
  ])('counts %s', (_, value, expected) => expect(weightedLength(value)).toBe(expected));

  it('fits up to 280 and not beyond', () => {
    expect(xRules.fits('é'.repeat(280))).toBe(true);
    expect(xRules.fits('é'.repeat(281))).toBe(false);
    expect(xRules.fits('习'.repeat(140))).toBe(true);
    expect(xRules.fits('习'.repeat(141))).toBe(false);
  });

  it('refuses characters that X refuses', () => expect(xRules.fits('a\ufeffb')).toBe(false));
});

describe('what X turns into an entity', () => {
  it('is what twitter-text finds in any text', () => {
    fc.assert(
      fc.property(text, (value) => {
        const found = entities(value);
        expect(found.map((entity) => entity.text)).toEqual(known(value));
        for (const { start, end, text: words } of found) expect(value.slice(start, end)).toBe(words);
      }),
      runs,
    );
  });

  it('has the links that twitter-text extracts', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(links(value).map((link) => link.text)).toEqual(tt.extractUrls(value));
      }),
      runs,
    );
  });

  it.each([
    ['README.md', 'link'],
    ['Deno.land', 'link'],
    ['done.So', 'link'],
    ['https://example.org/@jane/a-coup', 'link'],
    ['@jane', 'mention'],
    ['＠jane', 'mention'],
    ['@jane/friends', 'mention'],
    ['#politics', 'hashtag'],
    ['$TSLA', 'cashtag'],
  ])('%s is a %s', (value, kind) => {
    expect(entities(value)).toEqual([{ kind, text: value, start: 0, end: value.length }]);
  });

  it.each([
    'U.S. Government',
    'e.g. this',
    'Node.js',
    'v1.2.3',
    'jane@example.com',
    'README.\u200bmd',
    '@\u200bjane',
    '1/7',
    '#1',
  ])('%s is none', (value) => expect(entities(value)).toEqual([]));
});
