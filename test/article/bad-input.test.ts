import { describe, expect, test } from 'vitest';
import { MAX_TEXT } from '../../src/article/length.ts';
import { MAX_ARTICLE_BYTES, readArticle } from '../../src/article/read.ts';
import { InputError } from '../../src/errors.ts';
import { read } from './fixtures.ts';

async function faultOf(reading: Promise<unknown>): Promise<string> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

const bytes = (source: string, ...values: number[]) => readArticle({ source, bytes: Uint8Array.from(values) });

describe('a file that is no article is refused with its place, what is wrong and what is allowed', () => {
  const cases: readonly (readonly [name: string, source: string, text: string, message: RegExp])[] = [
    ['an empty file', 'posts/x.md', '', /^posts\/x\.md: there is no text in this file\. /],
    ['white space alone', 'posts/x.txt', ' \n\t\r\n\u00a0\n', /^posts\/x\.txt: there is no text in this file\. /],
    ['invisible characters alone', 'posts/x.txt', '\u200b\u2060\ufeff\u00ad', /there is no text in this file/],
    ['NUL characters', 'posts/x.txt', 'a\0b', /^posts\/x\.txt: this is not a text file: it contains NUL characters/],
    [
      'an unknown extension',
      'posts/x.pdf',
      'a',
      /x\.pdf: this is not an article file: "\.pdf" \(allowed: \.md, \.markdown/,
    ],
    ['no extension', 'posts/x', 'a', /^posts\/x: this file name has no extension \(allowed: \.md/],
    ['a dot in a folder alone', 'po.sts/x', 'a', /this file name has no extension/],
    ['a title alone', 'posts/x.md', '# Only a title\n', /no text is left in this file beside its title/],
    ['furniture alone', 'posts/x.txt', '4 min read\n\nListen\n\nShare\n', /no text is left in this file/],
    ['cut marks alone', 'posts/x.md', '<!-- cut -->\n\n***\n', /no text is left in this file/],
    ['an HTML page without text', 'posts/x.html', '<html><body><nav>Menu</nav></body></html>', /no text is left/],
  ];
  test.each(cases)('%s', async (_name, source, text, message) => {
    expect(await faultOf(read(source, text))).toMatch(message);
  });

  test('bytes that are not UTF-8', async () => {
    const message = await faultOf(bytes('posts/x.md', 0x61, 0xff, 0xfe, 0x61));
    expect(message).toMatch(/not a text file: it is not valid UTF-8 \(allowed: text in UTF-8, or in UTF-16/);
  });

  test('half a character of UTF-16', async () => {
    expect(await faultOf(bytes('posts/x.md', 0xff, 0xfe, 0x61))).toMatch(/it is not valid UTF-16/);
  });

  test('more than two megabytes', async () => {
    const file = { source: 'posts/x.md', bytes: new Uint8Array(MAX_ARTICLE_BYTES + 1).fill(97) };
    expect(await faultOf(readArticle(file))).toMatch(/this file has 2\.0 MB \(allowed: an article of at most 2 MB\)/);
  });

  test('a text as long as a book, while one of a book’s chapter is read', async () => {
    const paragraph = `${'word '.repeat(199)}end.\n\n`;
    const ofLength = (length: number) => paragraph.repeat(Math.floor(length / paragraph.length));
    expect(await faultOf(read('posts/x.txt', ofLength(MAX_TEXT + 5_000)))).toMatch(
      /this text has \d+ characters \(allowed: an article of at most 200000\)\. Cut it into parts/,
    );
    expect((await read('posts/x.txt', ofLength(MAX_TEXT))).article.words).toBeGreaterThan(39_000);
  });
});

describe('encodings', () => {
  const text = 'Grüße, 世界 👋';
  const utf16 = (littleEndian: boolean) => {
    const view = new DataView(new ArrayBuffer(2 * text.length + 2));
    for (const [index, unit] of [0xfeff, ...text.split('').map((each) => each.charCodeAt(0))].entries()) {
      view.setUint16(2 * index, unit, littleEndian);
    }
    return new Uint8Array(view.buffer);
  };
  const encoded: readonly (readonly [string, Uint8Array])[] = [
    ['UTF-8', new TextEncoder().encode(text)],
    ['UTF-8 with a byte order mark', new TextEncoder().encode(`\ufeff${text}`)],
    ['UTF-16, little end first', utf16(true)],
    ['UTF-16, big end first', utf16(false)],
  ];
  test.each(encoded)('%s is read', async (_name, file) => {
    const { article } = await readArticle({ source: 'x.txt', bytes: file });
    expect(article.blocks).toMatchObject([{ text: [{ text }] }]);
  });

  test('line ends of all systems are line ends', async () => {
    const { article } = await read('x.md', 'Title\r\n=====\r\n\r\nOne.\r\rTwo.\n\u2028\u2028Three.');
    expect(article.title).toBe('Title');
    expect(article.blocks.map((block) => 'text' in block && block.text)).toMatchObject([
      [{ text: 'One.' }],
      [{ text: 'Two.' }],
      [{ text: 'Three.' }],
    ]);
  });

  test('control characters never reach a post', async () => {
    const { article } = await read('x.txt', 'Red \u001b[31malert\u0007 and\u0008 text.');
    expect(JSON.stringify(article.blocks)).not.toMatch(/\\u00[01]/);
  });
});

describe('front matter is refused with file, line, value and what is allowed', () => {
  const cases: readonly (readonly [name: string, yaml: string, message: RegExp])[] = [
    ['a syntax error', 'title: "x\ntags: [a]', /^posts\/x\.md:3: this is not valid YAML: /],
    ['a key twice', 'title: x\ntitle: y', /^posts\/x\.md:3: this is not valid YAML: Map keys must be unique/],
    ['a list in place of keys', '- a\n- b', /^posts\/x\.md:2: must be an object/],
    [
      'a misspelt key',
      'title: x\nlangauge: en',
      /^posts\/x\.md:3: langauge: there is no such key .*Did you mean language\?$/,
    ],
    ['a key of another program', 'permalink: /x', /permalink: there is no such key .*Did you mean url\?$/],
    ['a key like no other', 'zzz: 1', /zzz: there is no such key \(allowed: title, subtitle, author, url/],
    [
      'an unknown key inside',
      'thread:\n  stile: full',
      /^posts\/x\.md:3: thread\.stile: there is no such key .*Did you mean style/,
    ],
    [
      'no web address',
      'url: example',
      /^posts\/x\.md:2: url: must be a full address that begins with https.*"example"$/,
    ],
    ['a script for an address', 'url: "javascript:alert(1)"', /url: must be a full address/],
    ['no date', 'date: soon', /^posts\/x\.md:2: date: must be a date such as 2026-11-24 .*not "soon"$/],
    ['a day that does not exist', 'date: 2026-02-30', /date: must be a date/],
    [
      'a zone in a local time',
      'at: 2026-11-24T09:00Z',
      /at: must be a local time such as 2026-11-24T09:00, without zone/,
    ],
    ['no language', 'language: "?"', /language: must be a language tag such as en/],
    [
      'an unknown style',
      'thread: { style: short }',
      /thread\.style: must be one of full, highlights, teaser, manual, not "short"/,
    ],
    ['too few posts', 'thread: { maxPosts: 1 }', /thread\.maxPosts: must be a whole number from 2 to 100, not "1"/],
    ['numbering without a number', 'thread: { numbering: "/" }', /thread\.numbering: must be "none" or contain \{n\}/],
    ['a number in place of a list', 'images: 5', /images: must be an array/],
    ['an image without a source', 'images: [{ alt: x }]', /images\.0\.source: is missing/],
    ['an empty title', 'title: ""', /title: must not be empty/],
    ['no accounts', 'accounts: []', /accounts: must name at least one/],
    ['brackets without end', '['.repeat(500), /the front matter is nested too deeply here \(allowed: 8 levels\)/],
    ['braces without end', 'a: {'.repeat(500), /nested too deeply/],
    ['lists without end', '- '.repeat(5000), /nested too deeply/],
    ['a billion laughs', `a: &a [x]\nb: &b [*a,*a]\n${'c: [*b,*b]\n'.slice(0)}`, /there is no such key/],
    ['a thousand lines', 'a: b\n'.repeat(5000), /this front matter has 5001 lines .*\(allowed: at most 1000/],
  ];
  test.each(cases)('%s', async (_name, yaml, message) => {
    expect(await faultOf(read('posts/x.md', `---\n${yaml}\n---\n\nText.\n`))).toMatch(message);
  });

  test('that is never closed', async () => {
    const message = await faultOf(read('posts/x.md', '---\ntitle: x\n\nText.\n'));
    expect(message).toMatch(/^posts\/x\.md:1: the front matter that begins here is never closed\. Put a line of three/);
  });

  test('with every fault at once, each on its line', async () => {
    const message = await faultOf(read('posts/x.md', '---\nurl: x\ndate: y\nfoo: z\n---\nText.\n'));
    expect(
      message
        .split('\n')
        .map((line) => line.slice(0, 15))
        .toSorted(),
    ).toEqual(['posts/x.md:2: u', 'posts/x.md:3: d', 'posts/x.md:4: f']);
  });
});
