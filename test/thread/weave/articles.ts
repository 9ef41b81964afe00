import fc from 'fast-check';
import type { Article, Block, RichText } from '../../../src/article/article.ts';
import {
  article,
  bullets,
  code,
  codeBlock,
  cutMark,
  divider,
  figure,
  heading,
  link,
  numbers,
  p,
  quote,
  span,
  table,
} from '../compose/article.ts';

const WORDS = [
  'the',
  'President',
  'said',
  'on',
  'Monday',
  'U.S.',
  'e.g.',
  'No.',
  '3.5',
  '€100',
  '(see',
  'below)',
  '“quoted',
  'words”',
  '—',
  'and',
  'then;',
  'so:',
  'But',
  'This',
  'ends.',
  'Ends!',
  'Why?',
  '习近平说',
  '这是一个句子。',
  'これは文です。',
  'मैं',
  'क्षत्रिय',
  'שלום',
  'مرحبا',
  'عليكم',
  '👨‍👩‍👧‍👦',
  '🇬🇧',
  '👍🏽',
  '1️⃣',
  'e\u0301te\u0301',
  'A\u200dB',
  '\u200f',
  '\u2067x\u2069',
  'README.md',
  'Deno.land',
  'done.So',
  '@jane',
  '@bob',
  '＠eve',
  'me@example.com',
  '#politics',
  '#日本',
  '$TSLA',
  '$AAPL',
  'https://example.org/in/the/text?x=1',
  'www.example.com',
  'K\u00f6ln',
  '…',
  '•',
];

const hugeWord = fc
  .tuple(fc.constantFrom('x', '习', '👍🏽', 'é', 'a.b', 'a@b', '-'), fc.integer({ min: 200, max: 900 }))
  .map(([unit, count]) => unit.repeat(count));
const word = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 10, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: hugeWord },
);
const words = (most: number) => fc.array(word, { minLength: 1, maxLength: most }).map((all) => all.join(' '));
const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constant('https://example.org/a_(b)?c=d&e=f#g'),
  fc.constant('https://medium.com/@jane/a-story-1f'),
);

const part = fc.oneof(
  { weight: 8, arbitrary: words(40).map((text) => span(text)) },
  { weight: 1, arbitrary: words(5).map((text) => span(text, ['strong'])) },
  { weight: 1, arbitrary: words(3).map(code) },
  { weight: 2, arbitrary: fc.tuple(words(6), address).map(([text, url]) => link(text, url)) },
  { weight: 1, arbitrary: address.map((url) => link(url, url)) },
);

const rich = fc
  .array(part, { minLength: 1, maxLength: 5 })
  .map((parts): RichText => parts.flatMap((each) => [each, span(' ')]));
const paragraph = rich.map((text): Block => p(...text));
const lines = fc.array(words(6), { maxLength: 5 }).map((all) => all.join('\n'));
const picture = fc
  .tuple(fc.constantFrom('a.png', 'b.png'), fc.option(words(3)), fc.option(words(3)))
  .map(([source, alt, caption]) => figure(source, alt, caption));

const { block } = fc.letrec<{ block: Block }>((tie) => {
  const inner = fc.array(tie('block'), { minLength: 1, maxLength: 2 });
  return {
    block: fc.oneof(
      { depthSize: 'small' },
      { weight: 10, arbitrary: paragraph },
      { weight: 3, arbitrary: words(6).map((text) => heading(text)) },
      { weight: 1, arbitrary: picture },
      { weight: 1, arbitrary: lines.map(codeBlock) },
      {
        weight: 1,
        arbitrary: fc.array(fc.array(words(4), { maxLength: 3 }), { maxLength: 4 }).map((rows) => table(...rows)),
      },
      { weight: 1, arbitrary: fc.constantFrom(divider, cutMark) },
      { weight: 2, arbitrary: inner.map((blocks) => quote(...blocks)) },
      { weight: 3, arbitrary: fc.array(inner, { minLength: 1, maxLength: 4 }).map((items) => bullets(...items)) },
      { weight: 1, arbitrary: fc.array(inner, { minLength: 1, maxLength: 3 }).map((items) => numbers(1, ...items)) },
    ),
  };
});

/** Articles of all scripts and forms, with everything in them that platforms treat in a way of their own. */
export const anyArticle: fc.Arbitrary<Article> = fc
  .record({
    title: fc
      .array(
        fc.constantFrom('A', 'title', 'of', '習近平', '👨‍👩‍👧', 'README.md', 'and', '@bob', 'https://example.org'),
        { minLength: 1, maxLength: 8 },
      )
      .map((all) => all.join(' ')),
    blocks: fc.array(block, { maxLength: 8 }),
    language: fc.constantFrom('en', 'de', 'fr', 'zh', 'ja', 'ar', 'hi'),
    canonicalUrl: fc.option(address),
  })
  .map(({ blocks, ...fields }) => article(blocks, fields));
