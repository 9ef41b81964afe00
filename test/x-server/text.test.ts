import fc from 'fast-check';
import twitter from 'twitter-text';
import { expect, test } from 'vitest';
import { seed } from '../seed.ts';
import { stoppedClock } from './platform.ts';
import { plainRequest } from './request.ts';
import { normalise, render } from './text.ts';
import { X } from './x.ts';

const pieces = fc.oneof(
  fc.constantFrom(
    'example.com',
    'https://example.org/a?b=1&c=2',
    '@who',
    '#tag',
    '$AAPL',
    '👩‍👩‍👧',
    '&amp;',
    '<b>',
    '語',
    'é',
    ' ',
    '\n',
    '. ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
);
const texts = fc.array(pieces, { maxLength: 20 }).map((parts) => normalise(parts.join('')));

test('a rendered text, with its links put back and unescaped, is the text that was sent', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { text: shown, entities, links } = render(text, '1');
      const points = [...shown];
      const urls = entities.urls ?? [];
      expect(urls.map(({ start, end }) => points.slice(start, end).join(''))).toEqual(urls.map(({ url }) => url));
      const originals = twitter.extractUrls(text);
      expect(links).toBe(originals.length);
      let expanded = shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
      for (const [index, { url }] of urls.entries()) expanded = expanded.replace(url, () => originals[index] ?? '');
      expect(expanded).toBe(text);
    }),
    { seed, numRuns: 500 },
  );
});

test('no two posts have a link or an id in common', () => {
  const clock = stoppedClock();
  const x = new X({ now: clock.now, duplicates: 'off' });
  const ids = Array.from({ length: 100 }, () => x.postByHand({ text: 'example.com' }).id);
  expect(new Set(ids).size).toBe(100);
  expect(new Set(x.truth.map((post) => post.rendered.text)).size).toBe(100);
});

test('without a network, a request is carried out at once for the signer that is named', () => {
  const x = new X();
  const [account] = x.settings.accounts;
  expect(x.handle(plainRequest('POST', '/2/tweets', { text: 'at once' }), account).status).toBe(201);
  expect(x.handle(plainRequest('POST', '/2/tweets', { text: 'unsigned' })).status).toBe(401);
  expect(x.truth.map((post) => post.text)).toEqual(['at once']);
});
