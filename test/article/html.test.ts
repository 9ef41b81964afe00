import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from '../../src/article/article.ts';
import { plainText } from '../../src/article/spans.ts';
import { textOf } from '../../src/article/words.ts';
import { seed } from '../seed.ts';
import { condense } from './condense.ts';
import { read } from './fixtures.ts';

const page = (body: string, head = '') =>
  `<!doctype html><html><head>${head}</head><body><article><h1>The Title</h1>${body}</article></body></html>`;
const blocksOf = async (body: string) => (await read('x.html', page(body))).article.blocks;
const texts = async (body: string) =>
  (await blocksOf(body)).map((block) => ('text' in block ? textOf([block]) : block.kind));

describe('text comes out exactly as the page shows it', () => {
  const PIECES = [
    ...[
      'a',
      'b',
      '1',
      '2',
      '.',
      ')',
      '(',
      '[',
      ']',
      '*',
      '_',
      '`',
      '~',
      '<',
      '>',
      '&',
      '#',
      '-',
      '+',
      '=',
      '|',
      '!',
      ':',
    ],
    ...['/', '\\', '@', '"', "'", ' ', 'www.', 'http://x.y', 'a@b.cc', '^', '{', '}', '$', 'é', '中', '—', '…', '10.'],
    ...[
      '- ',
      '&amp;',
      '~~',
      '**',
      '[x] ',
      '![',
      '](',
      '---',
      '***',
      '===',
      '\u00a0',
      '%',
      '<!--',
      '-->',
      '<br>',
      '&#42;',
    ],
  ];
  const TAGS = [null, null, 'strong', 'em', 'code', 'span', 'a', 'del'] as const;
  const WRAPS = ['p', 'h2', 'blockquote', 'li', 'td', 'dd'] as const;
  const run = fc.record({
    text: fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((parts) => parts.join('')),
    tag: fc.constantFrom(...TAGS),
  });
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const element = ({ text, tag }: { readonly text: string; readonly tag: (typeof TAGS)[number] }) =>
    tag === null
      ? escaped(text)
      : `<${tag}${tag === 'a' ? ' href="https://q.example/x_(y)|z"' : ''}>${escaped(text)}</${tag}>`;
  const wrapped = (wrap: (typeof WRAPS)[number], inner: string) => {
    if (wrap === 'li') return `<ul><li>${inner}</li><li>Other item</li></ul>`;
    if (wrap === 'td') return `<table><tr><td>Head</td></tr><tr><td>${inner}</td></tr></table>`;
    return `<${wrap}>${inner}</${wrap}>`;
  };
  const oneSpace = (text: string) => text.replace(/[\s\u00a0]+/g, ' ').trim();

  test('whatever signs it is made of, and wherever it is set', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 4 }), fc.constantFrom(...WRAPS), async (runs, wrap) => {
        const html = page(`<p>Before it all.</p>${wrapped(wrap, runs.map(element).join(''))}<p>And after it.</p>`);
        const shown = oneSpace(runs.map(({ text }) => text).join(''));
        const rest = wrap === 'li' ? ' Other item' : '';
        const lead = wrap === 'td' ? 'Head ' : '';
        const { article } = await read('x.html', html);
        // Ornaments alone are a rule, not text.
        if (/[\p{L}\p{N}]/u.test(shown)) {
          const expected = `Before it all. ${lead}${shown}${rest} And after it.`;
          expect(oneSpace(textOf(article.blocks))).toBe(expected);
        }
      }),
      { seed, numRuns: 400 },
    );
  });

  test('white space runs to one space; hard breaks stay', async () => {
    expect(await texts('<p>  a \n <b> b </b>\n c<br>\n d </p>')).toEqual(['a b c\nd']);
  });

  test('entities are the characters they stand for', async () => {
    expect(await texts('<p>&lt;b&gt; &amp;amp; &eacute; &#8217; &#x1F44B; fish&nbsp;&amp;&nbsp;chips</p>')).toEqual([
      '<b> &amp; é ’ 👋 fish\u00a0&\u00a0chips',
    ]);
  });

  test('emphasis beside punctuation and inside words keeps its place', async () => {
    const [block] = await blocksOf('<p><b>Note:</b>text un<i>believ</i>able «<b>«x»</b>»</p>');
    expect(block).toMatchObject({
      text: [
        { text: 'Note:', marks: ['strong'] },
        { text: 'text un', marks: [] },
        { text: 'believ', marks: ['emphasis'] },
        { text: 'able «', marks: [] },
        { text: '«x»', marks: ['strong'] },
        { text: '»', marks: [] },
      ],
    });
  });

  test('superscripts keep their meaning', async () => {
    expect(await texts('<p>10<sup>6</sup> H<sub>2</sub>O the 1<sup>st</sup> <q>word</q></p>')).toEqual([
      '10⁶ H₂O the 1st “word”',
    ]);
  });
});

describe('structure', () => {
  test('two breaks in a row part paragraphs', async () => {
    expect(await texts('<div>One here.<br><br>Two here.</div>')).toEqual(['One here.', 'Two here.']);
  });

  test('text beside blocks is a paragraph of its own', async () => {
    expect(await texts('<div>One here.<p>Two here.</p>Three here.</div>')).toEqual([
      'One here.',
      'Two here.',
      'Three here.',
    ]);
  });

  test('emphasis or a link around whole blocks leaves them whole', async () => {
    expect(
      await texts('<b><p>One here.</p><p>Two here.</p></b><a href="https://a.example"><h2>Three</h2><p>Four.</p></a>'),
    ).toEqual(['One here.', 'Two here.', 'Three', 'Four.']);
  });

  test('lists nest, keep their numbers, and do not run together', async () => {
    const blocks = await blocksOf(
      '<ol start="3"><li>c<ul><li>d</li></ul></li><li><p>e</p><p>f</p></li></ol><ol><li>g</li></ol>',
    );
    expect(blocks).toMatchObject([
      {
        kind: 'list',
        start: 3,
        items: [
          [{}, { kind: 'list', start: null }],
          [{}, {}],
        ],
      },
      { kind: 'list', start: 1, items: [[{}]] },
    ]);
  });

  test('quotes nest, with their source', async () => {
    const [quote] = await blocksOf(
      '<blockquote><p>A.</p><blockquote>B.</blockquote><footer>— Ann</footer></blockquote>',
    );
    expect(quote).toMatchObject({
      kind: 'quote',
      blocks: [{ kind: 'paragraph' }, { kind: 'quote' }, { kind: 'paragraph' }],
    });
  });

  test('code keeps its lines, its language and its backticks', async () => {
    const code = '<pre><code class="language-ts">a = `x`;\n\n```\n  b\n</code></pre>';
    expect(await blocksOf(`<p>Text.</p>${code}<ul><li>${code}</li></ul>`)).toMatchObject([
      {},
      { kind: 'code', language: 'ts', text: 'a = `x`;\n\n```\n  b' },
      { kind: 'list', items: [[{ kind: 'code', text: 'a = `x`;\n\n```\n  b' }]] },
    ]);
  });

  test('a table of data is one; a table that lays out the page is its content', async () => {
    const data =
      '<table><tr><th>A</th><th>B</th></tr><tr><td>1 | 2</td><td><p>x</p><p>y</p></td></tr><tr><td></td><td>z</td></tr></table>';
    const layout =
      '<table><tr><td>Left.<table><tr><td>k</td><td>v</td></tr></table></td><td><ul><li>Right.</li></ul></td></tr></table>';
    const blocks = await blocksOf(data + layout);
    const rows = (block: Block | undefined) =>
      block?.kind === 'table' ? block.rows.map((row) => row.map(plainText)) : null;
    expect(rows(blocks[0])).toEqual([
      ['A', 'B'],
      ['1 | 2', 'x\ny'],
      ['', 'z'],
    ]);
    expect(blocks.slice(1).map(({ kind }) => kind)).toEqual(['paragraph', 'table', 'list']);
  });

  test('a figure has its alternative text and its caption', async () => {
    const figure =
      '<figure><a href="/big.png"><img src="a.png" alt="A [bridge] *here*"></a><figcaption>By <b>Ida</b> & "Co" \\</figcaption></figure>';
    expect(await blocksOf(`<p>Text.</p>${figure}`)).toMatchObject([
      {},
      { kind: 'figure', picture: { source: 'a.png', alt: 'A [bridge] *here*', caption: 'By Ida & "Co" \\' } },
    ]);
  });

  test('a picture that loads late is found, an icon is none', async () => {
    const blocks = await blocksOf(
      '<p>Text.</p><p><img src="data:image/gif;base64,R0" data-src="late.png"><img src="i.png" width="16" height="16"></p>' +
        '<picture><source srcset="https://a.example/s.webp 320w, https://a.example/l.webp 1280w"><img alt="L"></picture>',
    );
    expect(blocks.slice(1)).toMatchObject([
      { kind: 'figure', picture: { source: 'late.png', alt: null } },
      { kind: 'figure', picture: { source: 'https://a.example/l.webp', alt: 'L' } },
    ]);
  });

  test('the author’s cut mark is one in HTML too; other comments are gone', async () => {
    expect(await texts('<p>One here.</p><!-- cut --><p>Two <!-- note -->here.</p><p>Three<!--cut-->four.</p>')).toEqual(
      ['One here.', 'cut', 'Two here.', 'Three', 'cut', 'four.'],
    );
  });

  test('what no reader sees is no text', async () => {
    const hidden =
      '<script>a()</script><style>b{}</style><noscript>c</noscript><template>d</template><p hidden>e</p><p aria-hidden="true">f</p>' +
      '<p style="display: none">g</p><span class="sr-only">h</span><svg><text>i</text></svg><select><option>j</option></select>' +
      '<textarea>k</textarea><video>l</video><object>m</object>';
    expect(await texts(`<p>Seen.</p>${hidden}`)).toEqual(['Seen.']);
  });
});

describe('links', () => {
  const hrefs = async (html: string, head = '') => {
    const { article } = await read('x.html', page(`<p>Text ${html}</p>`, head));
    return article.blocks
      .flatMap((block) => (block.kind === 'paragraph' ? block.text.map(({ href }) => href) : []))
      .filter(Boolean);
  };

  test('are absolute: against the canonical address, or the page’s base', async () => {
    const canonical = '<link rel="canonical" href="https://a.example/dir/post?x=1">';
    expect(await hrefs('<a href="../up?a=1&amp;copy=2">u</a>', canonical)).toEqual(['https://a.example/up?a=1&copy=2']);
    expect(await hrefs('<a href="b.html">b</a>', `<base href="https://b.example/c/">${canonical}`)).toEqual([
      'https://b.example/c/b.html',
    ]);
    expect(await hrefs('<a href="//c.example/d">b</a>')).toEqual(['https://c.example/d']);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    '#top',
    '',
  ])('that lead to %j are left out, their words stay', async (href) => {
    const { article } = await read('x.html', page(`<p>Some <a href="${href}">words</a> here.</p>`));
    expect(article.blocks).toMatchObject([{ text: [{ text: 'Some words here.', href: null }] }]);
  });

  test('without a base, relative ones are left out with a warning', async () => {
    const { warnings } = await read('x.html', page('<p>Some <a href="rel.html">words</a> here.</p>'));
    expect(warnings).toMatchObject([{ code: 'link-left-out', where: 'x.html' }]);
  });

  test('a picture’s source is a path or a web address, nothing else', async () => {
    const { article, warnings } = await read(
      'x.html',
      page(
        '<p>Text.</p><img src="javascript:x" alt="a"><img src="file:///x.png" alt="b"><img src="sub/ok.png" alt="c">',
      ),
    );
    expect(article.blocks.slice(1)).toMatchObject([{ picture: { source: 'sub/ok.png' } }]);
    expect(warnings.map(({ code }) => code)).toEqual(['picture-left-out', 'picture-left-out']);
  });
});

describe('the article is found on its page', () => {
  const long = 'This sentence has a fair number of words in it, so that it weighs something. '.repeat(4);
  const cases: readonly (readonly [name: string, html: string])[] = [
    ['in article', `<div><p>${long}x</p></div><article><p>${long}A</p><p>${long}B</p></article>`],
    ['in main', `<div class="m"><p>Teaser text.</p></div><main><p>${long}A</p><p>${long}B</p></main>`],
    ['in role=main', `<ul><li><a href="/">${long}</a></li></ul><div role="main"><p>${long}A</p><p>${long}B</p></div>`],
    [
      'in an h-entry',
      `<div class="h-entry"><p>Teaser.</p><div class="e-content"><p>${long}A</p><p>${long}B</p></div></div>`,
    ],
    [
      'in the densest box',
      `<div><div><p>Side text.</p></div><div><section><p>${long}A</p></section><section><p>${long}B</p></section></div></div>`,
    ],
    [
      'in one of many articles',
      `<article><p>Short teaser.</p></article><article><p>${long}A</p><p>${long}B</p></article>`,
    ],
    ['without any box', `<p>${long}A</p><p>${long}B</p>`],
    ['in a form that wraps the page', `<form><div><p>${long}A</p><p>${long}B</p></div><p>a</p><p>b</p></form>`],
  ];
  test.each(cases)('%s', async (_name, html) => {
    const { article } = await read('x.html', `<html><body><nav>Menu</nav>${html}<footer>Foot</footer></body></html>`);
    const text = textOf(article.blocks);
    expect(text).toContain(`${long}A`);
    expect(text).toContain(`${long}B`);
    expect(text).not.toMatch(/Menu|Foot/);
  });

  test('a stretch of HTML without html or body is one', async () => {
    const { article } = await read('x.html', '<h1>Title</h1><p>Text here.');
    expect(condense({ article, removed: [], warnings: [] })).toMatchObject({
      title: 'Title',
      blocks: [{ text: 'Text here.' }],
    });
  });
});
