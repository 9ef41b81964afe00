import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { read } from './fixtures.ts';

/** Bytes of each monster: the size that a reader must be done with, or refuse, in about a second. */
const SIZE = 1_000_000;
const fill = (piece: string, size = SIZE) => piece.repeat(Math.ceil(size / piece.length));
const numbered = (piece: (n: number) => string) => {
  let text = '';
  for (let n = 0; text.length < SIZE; n++) text += piece(n);
  return text;
};

/** `read`, or `refused` with a message that names the file. Anything else fails the test. */
async function outcome(source: string, text: string): Promise<'read' | 'refused'> {
  try {
    const { article } = await read(source, text);
    expect(article.blocks.length).toBeGreaterThan(0);
    return 'read';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).toMatch(/^posts\/x\./);
    return 'refused';
  }
}

const MARKUP: readonly (readonly [name: string, text: string])[] = [
  ['brackets', fill('[')],
  ['images', fill('![')],
  ['link starts', fill('[a](')],
  ['reference starts', fill('[a][')],
  ['link destinations', fill('[x](<')],
  ['stars', fill('*')],
  ['emphasis that opens', fill('*a **a ')],
  ['emphasis that closes', fill('a** b')],
  ['underscores', fill('_a')],
  ['strikes', fill('~a ')],
  ['backticks', fill('`a')],
  ['growing backticks', numbered((n) => `${'`'.repeat(n % 2000)}a`)],
  ['quotes', fill('>')],
  ['quote after quote', fill('> a\n\n')],
  ['quotes within quotes', fill(`${'> '.repeat(15)}a\n\n`)],
  ['lazy quotes', fill('> a\nb\n')],
  ['lists within a line', fill('- ')],
  ['numbers within a line', fill('1. ')],
  ['list items', fill('- a\n')],
  ['lists within lists', numbered((n) => `${'  '.repeat(n % 60)}- a\n`)],
  ['headings', fill('# a\n')],
  ['underlined headings', fill('a\n=\n')],
  ['rules', fill('---\n')],
  ['tables without end', fill('|')],
  ['wide tables', `${fill('|a', 300_000)}|\n${fill('|-', 300_000)}|\n${fill('|\n', 300_000)}`],
  ['long tables', `|a|b|\n|-|-|\n${fill('|x|y|\n')}`],
  ['comments that never close', fill('<!--')],
  ['comments in a paragraph', fill('a<!--')],
  ['instructions', fill('a<?')],
  ['tags', fill('<b>a ')],
  ['HTML blocks', fill('<div>\n\n')],
  ['definitions', numbered((n) => `[a${n}]: b\n`)],
  ['footnotes', numbered((n) => `x[^${n}]\n\n[^${n}]: y\n\n`)],
  ['addresses', fill('http://a.b ')],
  ['mail addresses', fill('a.b@')],
  ['entities', fill('&amp;')],
  ['escapes', fill('\\*')],
  ['empty lines', `x${fill('\n')}y`],
  ['spaces', `x${fill(' ')}y`],
  ['tabs', `x${fill('\t')}y`],
  ['no-break spaces', `x${fill('\u00a0')}y`],
  ['zero-width characters', `x${'\u200b'.repeat(100_000)}y`],
  ['joiners', `x${'\u200d'.repeat(100_000)}y`],
  ['combining marks', `x${'\u0301'.repeat(100_000)}y`],
  ['one word', fill('a')],
  ['one paragraph', fill('word ')],
  ['many paragraphs', fill('a\n\n')],
  ['buttons', fill('Share\n\n')],
  [
    'openers of the foot',
    `Title\n\nA sentence of some length, to begin with.\n\n${fill('Written by Ann Lee\n\nA sentence of some length, again.\n\n')}`,
  ],
  ['dates', fill('Nov 18, 2022\n\n')],
  ['front matter', `---\n${fill('a: b\n')}---\nText.`],
  ['front matter in braces', `---\na: ${fill('{')}\n---\nText.`],
];

const PAGES: readonly (readonly [name: string, html: string])[] = [
  ['boxes', fill('<div>')],
  ['bold', fill('<b>')],
  ['bold paragraphs', fill('<b><p>')],
  ['paragraphs', fill('<p>x')],
  ['items', `<ol>${fill('<li>x')}`],
  ['lists', fill('<ul><li>')],
  ['tables', fill('<table><tr><td>')],
  ['rows', `<table>${fill('<tr><td>x')}`],
  ['quotations', fill('<blockquote>')],
  ['links', fill('<a href=x>')],
  ['comments', fill('<!-- -->')],
  ['comments that never close', fill('<!--')],
  ['scripts that never close', fill('<script>')],
  ['angle brackets', fill('<')],
  ['half tags', fill('<a ')],
  ['attributes', `<p ${fill('a=b ')}>x</p>`],
  ['entities', fill('&amp;')],
  ['no-break spaces', `<p>a${fill('&nbsp;')}b</p>`],
  ['line breaks', fill('x<br>')],
  ['pictures', fill('<img src=a>')],
  ['stars', `<p>${fill('*')}</p>`],
  ['code', `<pre>${fill('`')}</pre>`],
  ['JSON', `<script type="application/ld+json">${fill('[')}</script><p>x</p>`],
  ['empty boxes', `${fill('<div></div>')}x`],
  ['deep text', `${'<div>'.repeat(200)}${fill('word ')}${'</div>'.repeat(200)}`],
];

describe.each(['md', 'txt'])('as .%s', (form) => {
  test.each(MARKUP)('a megabyte of %s is read or refused', { timeout: 20_000 }, async (_name, text) => {
    expect(['read', 'refused']).toContain(await outcome(`posts/x.${form}`, text));
  });
});

describe('as .html', () => {
  test.each(PAGES)('a megabyte of %s is read or refused', { timeout: 20_000 }, async (_name, html) => {
    expect(['read', 'refused']).toContain(await outcome('posts/x.html', html));
  });
});

describe('what a real article could have is read', () => {
  const article = (piece: string, count: number) => `# Title\n\n${piece.repeat(count)}\n\nThe end of it.\n`;
  test.each([
    ['200 links in a list', article('- [a link](https://a.example/x) and some words\n', 200)],
    ['100 quotations', article('> A quotation.\n> And more of it.\n\nSome text.\n\n', 100)],
    ['100 footnotes', article('A claim.[^1]\n\n', 100) + numberedNotes(100)],
    ['a table of 100 rows', `# Title\n\n| a | b | c |\n|---|---|---|\n${'| x | y | z |\n'.repeat(100)}`],
    ['lists ten deep', article(Array.from({ length: 10 }, (_, n) => `${'  '.repeat(n)}- item\n`).join(''), 1)],
    ['quotes ten deep', article(`${'> '.repeat(10)}deep\n`, 1)],
    ['30,000 words', article(`${'word '.repeat(99)}end.\n\n`, 300)],
  ])('%s', async (_name, text) => {
    expect(await outcome('posts/x.md', text)).toBe('read');
  });

  test('a page of 500 paragraphs with links, in thirty boxes', async () => {
    const text = '<p>Some <em>text</em> with a <a href="https://a.example/x">link</a> in it.</p>'.repeat(500);
    expect(await outcome('posts/x.html', `${'<div>'.repeat(30)}${text}${'</div>'.repeat(30)}`)).toBe('read');
  });
});

function numberedNotes(count: number): string {
  return Array.from({ length: count }, (_, n) => `[^${n}]: A note.\n`).join('');
}
