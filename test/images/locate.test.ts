import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { readLocalPicture } from '../../src/images/locate.ts';
import { MAX_PICTURE_BYTES } from '../../src/images/read-whole.ts';

const CANARY = 'canary: this must never be read';

/** A home with an article in `posts/`, pictures beside it, and files around that are nobody's business. */
function stage() {
  const root = mkdtempSync(join(tmpdir(), 'spool-pictures-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const at = (...path: string[]) => join(root, ...path);
  for (const folder of ['posts/img', 'posts/other', 'posts-private', 'outside/img'])
    mkdirSync(at(folder), { recursive: true });
  for (const path of ['secret.png', 'posts-private/secret.png', 'outside/secret.png', 'outside/img/a.png', '.env']) {
    writeFileSync(at(path), CANARY);
  }
  writeFileSync(at('posts/x.md'), '# X');
  writeFileSync(at('posts/img/a.png'), 'picture a');
  const read = (source: string, article = 'posts/x.md') =>
    readLocalPicture(source, at(article), 'posts/x.md: picture').toString();
  return { at, read };
}

test.each([
  'img/a.png',
  './img/a.png',
  'img//a.png',
  'img/./a.png',
  'other/../img/a.png',
  'img%2Fa.png',
  '%69mg/a.png',
  'img/a.png/',
])('%s is the picture in the folder', (source) => {
  expect(stage().read(source)).toBe('picture a');
});

test.each([
  ['my photo.png', 'my%20photo.png'],
  ['my photo.png', 'my photo.png'],
  ['a%20b.png', 'a%20b.png'],
  ['100%.png', '100%.png'],
  ['50%25.png', '50%25.png'],
  ['Größe.png', 'Gr%C3%B6%C3%9Fe.png'],
  ['cafe\u0301.png', 'caf\u00e9.png'],
  ['caf\u00e9.png', 'cafe\u0301.png'],
  ['caf\u00e9.png', 'cafe%CC%81.png'],
  ['..png', '..png'],
  ['...', '...'],
  ['..hidden.png', '..hidden.png'],
  ['Screenshot 09:41.png', 'Screenshot 09:41.png'],
])('the file "%s" is found as "%s"', (name, source) => {
  const { at, read } = stage();
  writeFileSync(at('posts', name), 'it');
  expect(read(source)).toBe('it');
});

test('a file whose name holds a percent sign goes before the one its decoded name means', () => {
  const { at, read } = stage();
  writeFileSync(at('posts/a%20b.png'), 'as written');
  writeFileSync(at('posts/a b.png'), 'decoded');
  expect(read('a%20b.png')).toBe('as written');
});

test('links are followed as long as they stay in the folder, and the folder may be reached by one', () => {
  const { at, read } = stage();
  symlinkSync('img/a.png', at('posts/link.png'));
  symlinkSync('img', at('posts/folder'));
  symlinkSync(at('posts/folder'), at('posts/other/twice'));
  symlinkSync('posts', at('alias'));
  expect(read('link.png')).toBe('picture a');
  expect(read('folder/a.png')).toBe('picture a');
  expect(read('other/twice/a.png')).toBe('picture a');
  expect(read('img/a.png', 'alias/x.md')).toBe('picture a');
});

test.each([
  '../secret.png',
  '../../secret.png',
  './../secret.png',
  'img/../../secret.png',
  'img/a.png/../../../secret.png',
  '../posts-private/secret.png',
  '../POSTS-PRIVATE/secret.png',
  '../Posts/../secret.png',
  '..%2Fsecret.png',
  '%2e%2e/secret.png',
  '%2e%2e%2fsecret.png',
  '%2E%2E%2Fsecret.png',
  '.%2e/secret.png',
  '%252e%252e%252fsecret.png',
  '%c0%ae%c0%ae/secret.png',
  '..\\secret.png',
  '..%5csecret.png',
  'img\\..\\..\\secret.png',
  '\\\\localhost\\share\\secret.png',
  '//localhost/share/secret.png',
  '\\\\?\\C:\\secret.png',
  'C:\\secret.png',
  'C:/secret.png',
  'c:secret.png',
  'img/a.png\0.md',
  'img/a.png%00',
  '../secret.png\0',
  '..\n/secret.png',
  '/etc/passwd',
  '/ETC/passwd',
  '/dev/zero',
  '/dev/stdin',
  '/proc/self/environ',
  '/proc/self/cwd/package.json',
  '%2fetc%2fpasswd',
  'file:///etc/passwd',
  'FILE:///etc/passwd',
  'file:../secret.png',
  'data:image/png;base64,AA==',
  'ftp://127.0.0.1/secret.png',
  '~/.ssh/id_ed25519',
  '$HOME/secret.png',
  '．．/secret.png',
  '..／secret.png',
  '..∕secret.png',
  '',
  '.',
  '..',
  '/',
  'img',
  'img/',
  'nothing.png',
  'x.md/a.png',
  `${'a/'.repeat(3000)}a.png`,
  'a'.repeat(300),
])('"%s" reads nothing', (source) => {
  const { read } = stage();
  expect(() => read(source)).toThrow(InputError);
});

test('the names above would lead to the files around, were they followed', () => {
  const { at } = stage();
  expect(readLocalPicture('secret.png', at('x.md'), 'x')).toEqual(Buffer.from(CANARY));
});

test.each([
  ['a file outside', '../secret.png', 'a link leads out'],
  ['an absolute file outside', '/etc/passwd', 'a link leads out'],
  ['a device', '/dev/zero', 'a link leads out'],
  ['the environment of this process', '/proc/self/environ', 'a link leads out'],
  ['the working folder as the kernel knows it', '/proc/self/cwd/package.json', 'a link leads out'],
  ['a file outside by way of another folder', '../outside/../secret.png', 'a link leads out'],
  ['the folder itself', '.', 'a link leads out'],
  ['itself', 'link.png', 'its links go round in a circle'],
  ['nothing', 'nothing.png', 'there is no such file'],
  ['a folder', 'img', 'this is not an ordinary file'],
])('a link to %s (%s) reads nothing: %s', (_, target, problem) => {
  const { at, read } = stage();
  symlinkSync(target, at('posts/link.png'));
  expect(() => read('link.png')).toThrow(problem);
});

test('a folder that is a link out of the folder reads nothing, however deep it lies', () => {
  const { at, read } = stage();
  symlinkSync(at('outside'), at('posts/out'));
  symlinkSync(at('posts/out'), at('posts/img/out'));
  for (const source of ['out/secret.png', 'img/out/secret.png', 'img/out/img/a.png', 'out/../secret.png']) {
    expect(() => read(source), source).toThrow(InputError);
  }
});

test('a pipe and a socket in place of a picture are refused without waiting for anybody', async () => {
  const { at, read } = stage();
  execFileSync('sh', ['-c', 'mkfifo "$0"', at('posts/pipe.png')]);
  const server = createServer().listen(at('posts/socket.png'));
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  expect(() => read('pipe.png')).toThrow('not an ordinary file');
  expect(() => read('socket.png')).toThrow('not an ordinary file');
});

// Elsewhere the system does not tell where an opened file lies, and a very lucky exchanger can win.
test.runIf(process.platform === 'linux')(
  'while a folder is exchanged for a link to another, only the right file is ever read',
  async () => {
    const { at, read } = stage();
    symlinkSync(at('outside/img'), at('posts/trap'));
    // Exchanges the folder and the link as fast as it can.
    const swapper = new Worker(
      `const { renameSync } = require('node:fs');
     const [folder, link, spare] = require('node:worker_threads').workerData;
     for (;;) {
       renameSync(folder, spare); renameSync(link, folder);
       renameSync(folder, link); renameSync(spare, folder);
     }`,
      { eval: true, workerData: [at('posts/img'), at('posts/trap'), at('posts/spare')] },
    );
    onTestFinished(async () => void (await swapper.terminate()));
    await once(swapper, 'online');
    const seen = new Set<string>();
    for (let count = 0; count < 6000; count += 1) {
      try {
        seen.add(read('img/a.png'));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        seen.add('refused');
      }
    }
    expect(seen).toContain('picture a');
    expect(seen).toContain('refused');
    expect([...seen]).not.toContain(CANARY);
  },
);

test('an empty and a too large file are refused in plain words', () => {
  const { at, read } = stage();
  writeFileSync(at('posts/empty.png'), '');
  writeFileSync(at('posts/large.png'), Buffer.alloc(MAX_PICTURE_BYTES + 1));
  expect(() => read('empty.png')).toThrow('posts/x.md: picture: this file is empty');
  expect(() => read('large.png')).toThrow(
    'posts/x.md: picture: this file has 20.0 MB (allowed: a picture of at most 20 MB). Export it smaller',
  );
});

test('a message says where, what is wrong and what to do', () => {
  const { at, read } = stage();
  const rest =
    " (allowed: a picture inside the article's folder). Put the picture into the article's folder and name it from there";
  expect(() => read('../secret.png')).toThrow(`posts/x.md: picture: ".." leads out of the folder${rest}`);
  expect(() => read('nothing.png')).toThrow(`posts/x.md: picture: there is no such file${rest}`);
  renameSync(at('posts'), at('gone'));
  expect(() => read('img/a.png')).toThrow(`posts/x.md: picture: there is no such file${rest}`);
});
