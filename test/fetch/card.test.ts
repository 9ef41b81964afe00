import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardImage, fetchCardImage } from '../../src/fetch/card.ts';
import { metaTags } from '../../src/fetch/meta-tags.ts';
import { seed } from '../seed.ts';
import { reach, serve } from './stage.ts';

const BASE = 'https://example.com/essays/tolls';

test.each([
  ['<meta property="og:image" content="https://example.com/a.jpg">', 'https://example.com/a.jpg'],
  ["<META CONTENT='/a.jpg' PROPERTY='OG:Image' />", 'https://example.com/a.jpg'],
  ['<meta property=og:image content=a.jpg>', 'https://example.com/essays/a.jpg'],
  ['<meta property=og:image content=https://example.com/a/b.jpg/>', 'https://example.com/a/b.jpg/'],
  [
    '<meta name="twitter:image" content="t.jpg"><meta property="og:image" content="o.jpg">',
    'https://example.com/essays/o.jpg',
  ],
  ['<meta name="twitter:image" content="//cdn.example.com/t.jpg">', 'https://cdn.example.com/t.jpg'],
  ['<meta property="og:image:secure_url" content="https://example.com/s.jpg">', 'https://example.com/s.jpg'],
  [
    '<meta property="og:image" content="a.jpg?w=1&amp;h=2&#38;q=3&#x26;z">',
    'https://example.com/essays/a.jpg?w=1&h=2&q=3&z',
  ],
  [
    '<meta property="og:image" content=""><meta property="og:image" content="b.jpg">',
    'https://example.com/essays/b.jpg',
  ],
  [
    '<meta property="og:image" content="data:image/png;base64,x"><meta property="og:image" content="b.jpg">',
    'https://example.com/essays/b.jpg',
  ],
  ['<meta\n\tproperty = "og:image"\n\tcontent = " a > b.jpg ">', 'https://example.com/essays/a%20%3E%20b.jpg'],
  [
    '<!-- <meta property="og:image" content="old.jpg"> --><meta property="og:image" content="new.jpg">',
    'https://example.com/essays/new.jpg',
  ],
  ['<head></head><meta property="og:image" content="body.jpg">', null],
  ['<metadata property="og:image" content="a.jpg">', null],
  ['<meta property="og:image:width" content="1200">', null],
  ['<meta property="og:image">', null],
  ['<meta property="og:image" content="javascript:alert(1)">', null],
  ['<meta property="og:image" content="a.jpg', null],
  ['', null],
])('%s names %s', (html, image) => {
  expect(cardImage(html, BASE)).toBe(image);
});

test('a page is read up to its first megabyte, where its head is', async () => {
  const { port } = await serve((_, response) => {
    const head = '<html><head><meta property="og:image" content="/a.jpg"></head>';
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(head + 'x'.repeat(3_000_000));
  });
  const card = await fetchCardImage(`http://public.test:${port}/page`, { reach: reach([port]) });
  expect(card).toEqual({ kind: 'found', image: `http://public.test:${port}/a.jpg` });
});

test('what is not a page has no card', async () => {
  const { port } = await serve((_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end());
  const card = await fetchCardImage(`http://public.test:${port}/`, { reach: reach([port]) });
  expect(card).toMatchObject({ kind: 'refused' });
});

test('whatever a page is made of, reading its tags ends, and finds what was written at its beginning', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '=',
    '/',
    ' ',
    '\n',
    '<meta ',
    '<!--',
    '-->',
    'content',
    '</head>',
    '\0',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))), (pieces) => {
      const html = `<meta name=first content=one>${pieces.join('')}`;
      expect(metaTags(html)[0]).toEqual({ name: 'first', content: 'one' });
    }),
    { seed, numRuns: 300 },
  );
});

test.each([
  '<meta ',
  '<meta content="',
  "<meta content='",
  '<meta a=',
  '<!--',
  '<',
  '<meta x ',
  '<meta name=x content=',
  ' ',
  '/',
])('a page of 200,000 times %j is read in one pass', (piece) => {
  expect(metaTags(`<meta${piece.repeat(200_000)}`).length).toBeLessThanOrEqual(500);
});
