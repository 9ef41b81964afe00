import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { read } from './fixtures.ts';

const text = '<p>A paragraph of some length that says a few things about nothing at all.</p>';
const facts = async (head: string, body = text, root = '') =>
  (await read('posts/x.html', `<html${root}><head>${head}</head><body>${body}</body></html>`)).article;

describe('a page says what its article is called, whose it is, when and where it was published', () => {
  const jsonLd = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
  const cases: readonly (readonly [name: string, head: string, body: string, expected: Partial<Article>])[] = [
    ['title element', '<title>The Title</title>', text, { title: 'The Title' }],
    [
      'title element with the site behind a bar',
      '<title>The Title | by Ann | Medium</title>',
      text,
      { title: 'The Title' },
    ],
    [
      'title element with the site behind a hyphen',
      '<title>The Title - with a dash - The Paper</title><meta property="og:site_name" content="The Paper">',
      text,
      { title: 'The Title - with a dash' },
    ],
    ['OpenGraph', '<title>x</title><meta property="og:title" content="The Title">', text, { title: 'The Title' }],
    ['the only h1', '<title>x</title>', `<h1>The <em>Title</em></h1>${text}`, { title: 'The Title' }],
    ['JSON-LD', jsonLd({ '@type': 'BlogPosting', headline: 'The Title' }), text, { title: 'The Title' }],
    [
      'JSON-LD in a graph, with several authors',
      jsonLd({
        '@graph': [
          { '@type': 'Organization', name: 'No' },
          {
            '@type': ['Thing', 'NewsArticle'],
            headline: 'The Title',
            author: [{ name: 'Ann Lee' }, { name: 'https://x.example' }, { name: 'Bo Ek' }],
            datePublished: '2024-05-06T07:08:09+02:00',
            inLanguage: 'de',
            mainEntityOfPage: { '@id': 'https://a.example/x' },
          },
        ],
      }),
      text,
      {
        title: 'The Title',
        author: 'Ann Lee, Bo Ek',
        publishedAt: '2024-05-06T07:08:09+02:00',
        language: 'de',
        canonicalUrl: 'https://a.example/x',
      },
    ],
    [
      'JSON-LD that is broken says nothing',
      '<script type="application/ld+json">{"a":</script><title>T</title>',
      text,
      { title: 'T' },
    ],
    ['meta author', '<meta name="author" content="Ann Lee">', text, { author: 'Ann Lee' }],
    [
      'meta author with an address',
      '<meta property="article:author" content="https://a.example/ann">',
      text,
      { author: null },
    ],
    ['a link to the author', '', `<a rel="author" href="/ann">By Ann Lee</a>${text}`, { author: 'Ann Lee' }],
    [
      'meta date',
      '<meta property="article:published_time" content="2024-05-06T07:08:09Z">',
      text,
      { publishedAt: '2024-05-06T07:08:09Z' },
    ],
    [
      'a date without zone says the day',
      '<meta name="date" content="2024-05-06 07:08">',
      text,
      { publishedAt: '2024-05-06' },
    ],
    [
      'a time element',
      '',
      `<article><time datetime="2024-05-06">May</time>${text}</article>`,
      { publishedAt: '2024-05-06' },
    ],
    ['a date that is none', '<meta name="date" content="soon">', text, { publishedAt: null }],
    [
      'canonical link',
      '<link rel="canonical" href="https://a.example/x">',
      text,
      { canonicalUrl: 'https://a.example/x' },
    ],
    ['a canonical link that is none', '<link rel="canonical" href="javascript:x">', text, { canonicalUrl: null }],
    [
      'OpenGraph address',
      '<meta property="og:url" content="https://a.example/y">',
      text,
      { canonicalUrl: 'https://a.example/y' },
    ],
    [
      'the browser’s note on a saved page',
      '<!-- saved from url=(0021)https://a.example/z -->',
      text,
      { canonicalUrl: 'https://a.example/z' },
    ],
    ['content language', '<meta http-equiv="Content-Language" content="fr">', text, { language: 'fr' }],
    ['OpenGraph locale', '<meta property="og:locale" content="es_ES">', text, { language: 'es-ES' }],
    ['attribute names in capitals', '<META NAME="author" CONTENT="Ann Lee">', text, { author: 'Ann Lee' }],
  ];
  test.each(cases)('%s', async (_name, head, body, expected) => {
    expect(await facts(head, body)).toMatchObject(expected);
  });

  test('the language of the html element', async () => {
    expect(await facts('', text, ' lang="pt-br"')).toMatchObject({ language: 'pt-BR' });
  });
});

describe('the subtitle', () => {
  const entry = (summary: string, body: string) =>
    facts(
      '',
      `<article class="h-entry"><h1 class="p-name">The Title</h1><p class="p-summary">${summary}</p><div class="e-content">${body}</div></article>`,
    );

  test('is the summary, and is no block where the text repeats it', async () => {
    const article = await entry('What it is about.', `<h3>The Title</h3><h4>What it is about.</h4>${text}`);
    expect(article).toMatchObject({ title: 'The Title', subtitle: 'What it is about.' });
    expect(article.blocks).toHaveLength(1);
  });

  test.each(['A paragraph of some length that says…', 'A paragraph of some length...'])(
    'is none where the summary is only the opening cut off: %s',
    async (summary) => {
      const article = await entry(summary, text);
      expect(article.subtitle).toBeNull();
      expect(article.blocks).toHaveLength(1);
    },
  );
});

describe('a title', () => {
  const titleOf = async (source: string, body: string) => (await read(source, body)).article.title;
  const cases: readonly (readonly [source: string, body: string, title: string])[] = [
    ['x.md', '---\ntitle: From front matter\n---\n# Heading\n\nText here.', 'From front matter'],
    ['x.md', 'Text first.\n\n# Heading\n\nText here.', 'Heading'],
    ['x.md', '## Second level\n\nText here.', 'Second level'],
    ['x.md', 'Heading\n=======\n\nText here.', 'Heading'],
    [
      'x.md',
      '# With *emphasis*, `code` and a [link](https://a.example)\n\nText here.',
      'With emphasis, code and a link',
    ],
    [
      'x.md',
      'A line that looks like a title\n\nText here, and then some more of it.',
      'A line that looks like a title',
    ],
    ['x.txt', 'A line that looks like one?\n\nText here, and then some more of it.', 'A line that looks like one?'],
    [
      'posts/2022-11-18_a-good-day--2ab3e604147c.txt',
      'It was a good day, and then it ended.\n\nIt rained.',
      'A good day',
    ],
    ['posts/no_title.md', 'It was a good day.\n\nIt rained.', 'No title'],
  ];
  test.each(cases)('%s %j is %j', async (source, body, title) => {
    expect(await titleOf(source, body)).toBe(title);
  });

  test('that is a file name’s is warned of', async () => {
    const { warnings } = await read('posts/no_title.md', 'It was a good day.\n\nIt rained.');
    expect(warnings).toMatchObject([{ code: 'title-from-file-name', where: 'posts/no_title.md' }]);
  });

  test('at the top is no block; below text it is', async () => {
    expect((await read('x.md', '# T\n\nText here.')).article.blocks).toHaveLength(1);
    expect((await read('x.md', 'Text here.\n\n# T\n\nMore.')).article.blocks).toHaveLength(3);
  });

  test('is not taken from a text of one line', async () => {
    const { article } = await read('x.txt', 'Grüße, 世界');
    expect(article.blocks).toMatchObject([{ text: [{ text: 'Grüße, 世界' }] }]);
  });
});
