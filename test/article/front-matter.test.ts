import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../src/article/read.ts';
import { read } from './fixtures.ts';

const front = async (yaml: string) => (await read('posts/x.md', `---\n${yaml}\n---\n\nText here.\n`)).article.front;

describe('values are taken as an author means them', () => {
  const cases: readonly (readonly [name: string, yaml: string, value: object])[] = [
    ['a title that YAML takes for a number', 'title: 007', { title: '007' }],
    ['a title that YAML takes for a fraction', 'title: 1.10', { title: '1.10' }],
    ['a title that YAML takes for a truth', 'title: true', { title: 'true' }],
    ['a folded title', 'title: >-\n  One\n  line', { title: 'One line' }],
    ['keys left open are as if absent', 'title:\nsubtitle: ~\ntags:', {}],
    ['no front matter between the lines', '', {}],
    ['comments alone', '# title: x', {}],
    ['a date', 'date: 2026-11-24', { date: '2026-11-24' }],
    ['a quoted date', 'date: "2026-11-24"', { date: '2026-11-24' }],
    ['a YAML timestamp', 'date: 2001-12-14t21:59:43.10-05:00', { date: '2001-12-14T21:59:43-05:00' }],
    ['a spaced timestamp', 'date: 2001-12-14 21:59:43.10 -5', { date: '2001-12-14T21:59:43-05:00' }],
    ['a time without zone, which YAML has in UTC', 'date: 2026-11-24 9:05', { date: '2026-11-24T09:05:00Z' }],
    ['a local time', 'at: 2026-11-24 09:00', { at: '2026-11-24T09:00' }],
    ['a language in another spelling', 'language: pt_br', { language: 'pt-BR' }],
    ['one account', 'accounts: x', { accounts: ['x'] }],
    ['tags in one line', 'tags: towns, law , ', { tags: ['towns', 'law'] }],
    [
      'pictures by name',
      'images: [a.png, { source: b.png, post: 2 }]',
      { images: [{ source: 'a.png' }, { source: 'b.png', post: 2 }] },
    ],
    ['no numbering', 'thread: { numbering: none }', { thread: { numbering: null } }],
    ['no sign-off', 'thread:\n  signoff:', { thread: { signoff: null } }],
    ['posts of one’s own', 'thread: { posts: [null, Two] }', { thread: { posts: [null, 'Two'] } }],
    ['an alias', 'title: &t Swans\nthread: { hook: *t }', { title: 'Swans', thread: { hook: 'Swans' } }],
  ];
  test.each(cases)('%s', async (_name, yaml, value) => {
    expect(await front(yaml)).toStrictEqual(value);
  });
});

test('it wins over the page, and its title stands in for a heading', async () => {
  const { article } = await read(
    'x.md',
    '---\ntitle: Mine\nauthor: Me\n---\n# Theirs\n\nBy Someone Else\n\nText here.\n',
  );
  expect(article).toMatchObject({ title: 'Mine', author: 'Me' });
  expect(article.blocks[0]).toMatchObject({ kind: 'heading', text: [{ text: 'Theirs' }] });
});

test('lines are counted from the top of the file', async () => {
  const { article } = await read('x.md', '---\ntitle: Mine\n---\n\nText here.\n');
  expect(article.blocks).toMatchObject([{ line: 5 }]);
});

test.each([
  ['x.md', '---\n\nA rule opens this text.\n'],
  ['x.txt', '---\nnot front matter\n---\nText.\n'],
  ['x.html', '---\n<p>Text.</p>\n---\n'],
])('dashes at the top of %s that hold no keys are not front matter', async (source, text) => {
  expect((await read(source, text)).article.front).toStrictEqual({});
});

test.each([
  ['x.txt', 'Text here.'],
  ['x.html', '<p>Text here.</p>'],
])('it may stand in %s too', async (source, body) => {
  const { article } = await read(source, `---\ntitle: Mine\nurl: https://a.example/x\n---\n${body}\n`);
  expect(article).toMatchObject({ title: 'Mine', canonicalUrl: 'https://a.example/x', front: { title: 'Mine' } });
});

test('the head of a file can be had without its text', async () => {
  const bytes = new TextEncoder().encode(`---\ntitle: Mine\n---\n${'['.repeat(100_000)}`);
  expect(await readFrontMatter({ source: 'x.md', bytes })).toStrictEqual({ title: 'Mine' });
});
