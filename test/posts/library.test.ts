import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLibrary, type KnownFile, type LibraryMemory } from '../../src/posts/library.ts';
import { readEntry } from '../../src/posts/read-entry.ts';
import { displayPath } from '../../src/posts/read-file.ts';

let home: string;
let posts: string;
let reads: string[][];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'spool-posts-'));
  posts = join(home, 'posts');
  reads = [];
  mkdirSync(posts);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(posts, name), text);
const library = () =>
  createLibrary(posts, (paths) => {
    reads.push([...paths]);
    return Promise.all(paths.map((path) => readEntry(path, posts, home)));
  });

const ARTICLE = '---\ntitle: A title\ndate: 2026-11-01\n---\nOne sentence. Another one.\n';

test('articles of every form are found, in subfolders too, and nothing else', async () => {
  write('a.md', ARTICLE);
  write('b.txt', 'A title\n\nOne sentence of text. Another one.\n');
  write('picture.png', 'x');
  write('.hidden.md', ARTICLE);
  mkdirSync(join(posts, 'author'));
  write('author/c.html', '<article><h1>A title</h1><p>One sentence of text.</p></article>');
  const { entries, faults } = await library().scan();
  expect(entries.map(({ head }) => head.source)).toEqual(['posts/a.md', 'posts/author/c.html', 'posts/b.txt']);
  expect(faults).toEqual([]);
});

test('only files that changed are read again, and the same scan comes back while none does', async () => {
  write('a.md', ARTICLE);
  write('b.md', ARTICLE);
  const one = library();
  const first = await one.scan();
  expect(await one.scan()).toBe(first);
  write('b.md', `${ARTICLE}More.\n`);
  const second = await one.scan();
  expect(second).not.toBe(first);
  renameSync(join(posts, 'a.md'), join(posts, 'z.md'));
  expect((await one.scan()).entries.map(({ head }) => head.source)).toEqual(['posts/b.md', 'posts/z.md']);
  expect(reads.map((paths) => paths.length)).toEqual([2, 1, 1]);
});

test('a file that is no article is told with its reason and does not hide the others', async () => {
  write('a.md', ARTICLE);
  write('broken.md', '---\ntitel: x\n---\nText.\n');
  write('empty.md', '');
  const { entries, faults } = await library().scan();
  expect(entries).toHaveLength(1);
  expect(faults.map(({ source }) => source)).toEqual(['posts/broken.md', 'posts/empty.md']);
  expect(faults[0]?.faults[0]?.where).toMatch(/^posts\/broken\.md:2/);
});

test('a link that leads out of posts/ is not followed', async () => {
  writeFileSync(join(home, 'secret.md'), ARTICLE);
  symlinkSync(join(home, 'secret.md'), join(posts, 'link.md'));
  const { entries, faults } = await library().scan();
  expect(entries).toEqual([]);
  expect(faults[0]?.faults[0]?.problem).toBe('this link leads out of posts/');
});

test('a folder that is not there holds nothing', async () => {
  rmSync(posts, { recursive: true });
  expect((await library().scan()).entries).toEqual([]);
});

test('paths are shown relative to the home folder, and whole outside it', () => {
  expect(displayPath('/home/x/posts/a.md', '/home/x')).toBe('posts/a.md');
  expect(displayPath('/home/y/a.md', '/home/x')).toBe('/home/y/a.md');
  expect(displayPath('/home/x..y/a.md', '/home/x')).toBe('/home/x..y/a.md');
});

test('what a memory has kept is not read again, what has changed meanwhile is, and what is gone is forgotten', async () => {
  const kept = new Map<string, KnownFile>();
  const memory: LibraryMemory = {
    recall: async () => [...kept.values()].toReversed(),
    async keep(read, gone) {
      for (const file of read) kept.set(file.path, file);
      for (const path of gone) kept.delete(path);
    },
  };
  const remembering = () =>
    createLibrary(
      posts,
      (paths) => {
        reads.push([...paths]);
        return Promise.all(paths.map((path) => readEntry(path, posts, home)));
      },
      memory,
    );
  for (const name of ['a.md', 'b.md', 'c.md']) write(name, ARTICLE);
  const first = await remembering().scan();
  reads = [];
  const restarted = remembering();
  expect(await restarted.scan()).toEqual(first);
  expect(await restarted.scan()).toBe(await restarted.scan());
  expect(reads).toEqual([]);
  write('b.md', `${ARTICLE}A further sentence.\n`);
  rmSync(join(posts, 'c.md'));
  const { entries } = await remembering().scan();
  expect(reads).toEqual([[join(posts, 'b.md')]]);
  expect(entries.map(({ head }) => head.source)).toEqual(['posts/a.md', 'posts/b.md']);
  expect([...kept.keys()]).toEqual(['a.md', 'b.md'].map((name) => join(posts, name)));
});
