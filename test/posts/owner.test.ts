import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLibrary } from '../../src/posts/library.ts';
import { folderNames, ownerOf, refuseForeign } from '../../src/posts/owner.ts';
import { readEntry } from '../../src/posts/read-entry.ts';

const AUTHORS = ['jane', 'bob'];

test.each([
  ['posts/a.md', ''],
  ['posts/jane.md', ''],
  ['posts/jane/a.md', 'jane'],
  ['posts/jane/deep/er/a.md', 'jane'],
  ['posts/Jane/a.md', 'jane'],
  ['posts/column/a.md', ''],
  ['posts/column/jane/a.md', ''],
  ['posts/jane-doe/a.md', ''],
  ['jane/a.md', ''],
  ['/elsewhere/posts/jane/a.md', ''],
])('%s is of "%s"', (source, author) => {
  expect(ownerOf(source, folderNames(AUTHORS))).toBe(author);
});

describe('links', () => {
  const ARTICLE = '---\ntitle: A title\n---\nOne sentence. Another one.\n';
  let root: string;
  let posts: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'spool-owner-'));
    posts = join(root, 'posts');
    for (const author of AUTHORS) mkdirSync(join(posts, author), { recursive: true });
    writeFileSync(join(posts, 'house.md'), ARTICLE);
    writeFileSync(join(posts, 'bob/secret.md'), ARTICLE);
    writeFileSync(join(posts, 'jane/own.md'), ARTICLE);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const refuse = (source: string, author: string) => () => refuseForeign({ root, posts }, source, author, AUTHORS);
  const scan = () =>
    createLibrary(posts, (paths) => Promise.all(paths.map((path) => readEntry(path, posts, root)))).scan();

  test('nobody’s article goes to another, by its path or by a link to it', () => {
    symlinkSync('../bob/secret.md', join(posts, 'jane/link.md'));
    symlinkSync('../house.md', join(posts, 'jane/house.md'));
    symlinkSync('bob/secret.md', join(posts, 'link.md'));
    symlinkSync('own.md', join(posts, 'jane/alias.md'));
    for (const source of ['posts/bob/secret.md', 'posts/jane/link.md', 'posts/jane/house.md', 'posts/house.md']) {
      expect(refuse(source, 'jane')).toThrow('another author');
    }
    expect(refuse('posts/jane/../bob/secret.md', 'jane')).toThrow('another author');
    expect(refuse('posts/link.md', '')).toThrow('this link leads to an article of another author');
    expect(refuse('posts/jane/own.md', 'jane')).not.toThrow();
    expect(refuse('posts/jane/alias.md', 'jane')).not.toThrow();
    expect(refuse('posts/house.md', '')).not.toThrow();
  });

  test('an author’s folder that is a link to another’s gives nothing away', () => {
    rmSync(join(posts, 'jane'), { recursive: true });
    symlinkSync('bob', join(posts, 'jane'));
    expect(refuse('posts/jane/secret.md', 'jane')).toThrow('this link leads to an article of another author');
  });

  test('linked folders are told of and not entered, be they round in circles', async () => {
    symlinkSync('..', join(posts, 'jane/up'));
    symlinkSync('.', join(posts, 'jane/here'));
    symlinkSync('../bob', join(posts, 'jane/bobby'));
    const { entries, faults } = await scan();
    expect(entries.map(({ head }) => head.source)).toEqual([
      'posts/bob/secret.md',
      'posts/house.md',
      'posts/jane/own.md',
    ]);
    expect(faults.map(({ source }) => source)).toEqual(['posts/jane/bobby', 'posts/jane/here', 'posts/jane/up']);
    expect(faults[0]?.faults[0]?.problem).toBe('this is a link to a folder, which is not looked into');
  });

  test('what one author puts there never keeps the others’ articles from being found', async () => {
    symlinkSync('loop.md', join(posts, 'jane/loop.md'));
    symlinkSync('nowhere.md', join(posts, 'jane/lost.md'));
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(posts, 'jane/pipe.md')]);
    mkdirSync(join(posts, 'jane/closed'));
    writeFileSync(join(posts, 'jane/closed/a.md'), ARTICLE);
    chmodSync(join(posts, 'jane/closed'), 0o000);
    const { entries, faults } = await scan();
    chmodSync(join(posts, 'jane/closed'), 0o700);
    expect(entries.map(({ head }) => head.source)).toContain('posts/bob/secret.md');
    expect(faults.flatMap((each) => each.faults)).toContainEqual({
      where: 'posts/jane/loop.md',
      problem: 'its links go round in a circle',
    });
  });
});
