import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cidOf } from '../../src/cid.ts';
import { InputError, Unreachable } from '../../src/errors.ts';
import { fetchCardImage } from '../../src/fetch/card.ts';
import { fetchPicture } from '../../src/fetch/picture.ts';
import type { ImageLimits } from '../../src/images/limits.ts';
import { reach, serve } from '../fetch/stage.ts';
import { fetched, home, web } from './home.ts';
import { noise, plain } from './pictures.ts';

const LIMITS: ImageLimits = { maxBytes: 100_000, formats: ['jpeg', 'png'], maxSide: 200 };
const LOCAL = { source: 'img/a.png', article: 'posts/x.md' };
const REMOTE = { source: 'https://example.com/a.jpg', article: 'posts/x.md' };

const red = await plain(300, 200, 'red').png().toBuffer();
const blue = await plain(300, 200, 'blue').png().toBuffer();

test('a picture is made ready once, and its bytes are there under its CID', async () => {
  const { put, open, listing } = home();
  put('posts/img/a.png', red);
  const prepared = await open().prepare(LOCAL, LIMITS);
  expect(prepared).toMatchObject({ mimeType: 'image/png', width: 200, height: 133, animated: false });
  const bytes = open().bytes(prepared.cid);
  expect(bytes?.length).toBe(prepared.bytes);
  expect(cidOf(bytes ?? Buffer.of(), 'raw')).toBe(prepared.cid);
  const files = listing().map(({ name }) => name);
  expect(await open().prepare(LOCAL, LIMITS)).toEqual(prepared);
  expect(listing().map(({ name }) => name)).toEqual(files);
});

test('looking tells what is ready and changes nothing, not even a time', async () => {
  const { put, open, listing, media } = home();
  put('posts/img/a.png', red);
  const cache = open();
  expect(cache.look(LOCAL, LIMITS)).toEqual({
    missing: 'not-prepared',
    why: 'posts/x.md: picture img/a.png: not made ready yet',
  });
  expect(() => statSync(media)).toThrow('ENOENT');
  const prepared = await cache.prepare(LOCAL, LIMITS);
  const before = listing();
  expect(cache.look(LOCAL, LIMITS)).toEqual(prepared);
  expect(listing()).toEqual(before);
});

test('looking does not ask the web', () => {
  const somewhere = web({});
  const cache = home().open({ web: somewhere });
  expect(cache.look(REMOTE, LIMITS)).toMatchObject({ missing: 'not-fetched' });
  expect(cache.cardImage('https://example.com/')).toBeUndefined();
  expect(somewhere.asked).toEqual([]);
});

test('other limits make another picture, and an edited file is another picture', async () => {
  const { put, open } = home();
  put('posts/img/a.png', red);
  const cache = open();
  const first = await cache.prepare(LOCAL, LIMITS);
  expect(cache.look(LOCAL, { ...LIMITS, maxSide: 100 })).toMatchObject({ missing: 'not-prepared' });
  expect(await cache.prepare(LOCAL, { ...LIMITS, maxSide: 100 })).toMatchObject({ width: 100 });
  put('posts/img/a.png', blue);
  expect(cache.look(LOCAL, LIMITS)).toMatchObject({ missing: 'not-prepared' });
  expect((await cache.prepare(LOCAL, LIMITS)).cid).not.toBe(first.cid);
});

test('a renamed picture is known by its content', async () => {
  const { put, open } = home();
  put('posts/img/a.png', red);
  put('posts/b.png', red);
  const cache = open();
  const prepared = await cache.prepare(LOCAL, LIMITS);
  expect(cache.look({ source: 'b.png', article: 'posts/y.md' }, LIMITS)).toEqual(prepared);
});

test('what will never do is told by looking and thrown by preparing, in the same words', async () => {
  const { put, open } = home();
  put('posts/x.md', '');
  const cache = open();
  const outside = { ...LOCAL, source: '../x.png' };
  const why = /^posts\/x\.md: picture \.\.\/x\.png: "\.\." leads out of the folder/;
  expect(cache.look(outside, LIMITS)).toEqual({ missing: 'unusable', why: expect.stringMatching(why) });
  await expect(cache.prepare(outside, LIMITS)).rejects.toThrow(why);
});

test('a long source full of control characters is told on one line', () => {
  const { put, open } = home();
  put('posts/x.md', '');
  const found = open().look({ ...LOCAL, source: `a\n\u001b[31m${'x'.repeat(500)}` }, LIMITS);
  expect(found).toMatchObject({ missing: 'unusable', why: expect.stringMatching(/^[^\n\u001b]{1,320}$/) });
});

test('a remote picture is fetched once, and again only where that is asked for', async () => {
  const { open } = home();
  const before = web({ [REMOTE.source]: fetched(red) });
  const prepared = await open({ web: before }).prepare(REMOTE, LIMITS);
  await open({ web: before }).prepare(REMOTE, LIMITS);
  await open({ web: before }).prepare(REMOTE, { ...LIMITS, maxSide: 50 });
  expect(before.asked).toEqual([REMOTE.source]);
  expect(open().look(REMOTE, LIMITS)).toEqual(prepared);
  const changed = web({ [REMOTE.source]: fetched(blue) });
  const again = await open({ web: changed }).prepare(REMOTE, LIMITS, { refresh: true });
  expect(again.cid).not.toBe(prepared.cid);
  expect(open().look(REMOTE, LIMITS)).toEqual(again);
});

test('a remote picture that was not fetched is missing where there is no way to the web', async () => {
  const cache = home().open();
  const why =
    'posts/x.md: picture https://example.com/a.jpg: cannot be had from the web: it was not fetched yet. Run "spool check --live"';
  expect(cache.look(REMOTE, LIMITS)).toEqual({ missing: 'not-fetched', why });
  await expect(cache.prepare(REMOTE, LIMITS)).rejects.toThrow(why);
  await expect(cache.findCardImage('https://example.com/')).rejects.toThrow(InputError);
});

test('a refusal is for the author to mend, a failure for later; neither is remembered', async () => {
  const { open } = home();
  const refusing = web({});
  await expect(open({ web: refusing }).prepare(REMOTE, LIMITS)).rejects.toThrow(InputError);
  const failing = web({ [REMOTE.source]: { kind: 'failed', why: 'it answers 503' } });
  await expect(open({ web: failing }).prepare(REMOTE, LIMITS)).rejects.toThrow(Unreachable);
  await expect(open({ web: failing }).prepare(REMOTE, LIMITS)).rejects.toThrow(
    'posts/x.md: picture https://example.com/a.jpg: cannot be had from the web now: it answers 503',
  );
  expect(failing.asked).toHaveLength(2);
  const healed = web({ [REMOTE.source]: fetched(red) });
  expect(await open({ web: healed }).prepare(REMOTE, LIMITS)).toMatchObject({ width: 200 });
});

test('what was fetched but is no picture is refused', async () => {
  const page = web({ [REMOTE.source]: fetched(Buffer.from('<svg/>')) });
  await expect(home().open({ web: page }).prepare(REMOTE, LIMITS)).rejects.toThrow('this is SVG');
});

test("a page's card picture is found out once, and that there is none is remembered too", async () => {
  const { open } = home();
  const pages = web({
    'https://example.com/a': { kind: 'found', image: REMOTE.source },
    'https://example.com/b': { kind: 'found', image: null },
    'https://example.com/c': { kind: 'failed', why: 'it answers 503' },
  });
  const cache = open({ web: pages });
  for (const _ of [1, 2]) {
    expect(await cache.findCardImage('https://example.com/a')).toBe(REMOTE.source);
    expect(await cache.findCardImage('https://example.com/b')).toBeNull();
    await expect(cache.findCardImage('https://example.com/c')).rejects.toThrow(Unreachable);
  }
  expect(pages.asked.map((url) => url.slice(-1))).toEqual(['a', 'b', 'c', 'c']);
  expect(open().cardImage('https://example.com/a')).toBe(REMOTE.source);
  expect(open().cardImage('https://example.com/b')).toBeNull();
  await cache.findCardImage('https://example.com/b', { refresh: true });
  expect(pages.asked).toHaveLength(5);
});

test('from a page on the web to its card picture, ready, through the guarded fetch', async () => {
  const { port } = await serve(({ url }, response) => {
    const page = '<head><meta property="og:image" content="/card.png"></head>';
    if (url === '/card.png') response.writeHead(200, { 'content-type': 'binary/octet-stream' }).end(red);
    else response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  });
  const within = { reach: reach([port]) };
  const real = {
    picture: (url: string) => fetchPicture(url, within),
    cardImage: (url: string) => fetchCardImage(url, within),
  };
  const cache = home().open({ web: real });
  const source = await cache.findCardImage(`http://public.test:${port}/essay`);
  expect(source).toBe(`http://public.test:${port}/card.png`);
  expect(await cache.prepare({ ...REMOTE, source: source ?? '' }, LIMITS)).toMatchObject({ width: 200, height: 133 });
});

/** Every file of the cache in turn is damaged by this. */
const DAMAGES: readonly [string, (path: string) => void][] = [
  ['is gone', (path) => rmSync(path)],
  ['is empty', (path) => writeFileSync(path, '')],
  ['is cut in half', (path) => writeFileSync(path, half(readFileSync(path)))],
  ['has one bit changed', (path) => writeFileSync(path, flipped(readFileSync(path)))],
  ['is something else', (path) => writeFileSync(path, '{"cid":"x","bytes":1}')],
  ['is a folder', exchangeForFolder],
];

test.each(DAMAGES)('where a file of the cache %s, the picture is made anew, alike', async (_, damage) => {
  const { put, open, media } = home();
  put('posts/img/a.png', red);
  const somewhere = web({ [REMOTE.source]: fetched(blue) });
  const cache = open({ web: somewhere });
  const before = [await cache.prepare(LOCAL, LIMITS), await cache.prepare(REMOTE, LIMITS)];
  const names = readdirSync(media);
  expect(names).toHaveLength(6);
  for (const name of names) {
    damage(join(media, name));
    const found = [cache.look(LOCAL, LIMITS), cache.look(REMOTE, LIMITS)];
    for (const [index, each] of found.entries()) if (!('missing' in each)) expect(each).toEqual(before[index]);
    expect([await cache.prepare(LOCAL, LIMITS), await cache.prepare(REMOTE, LIMITS)], name).toEqual(before);
    for (const { cid, bytes } of before) expect(cache.bytes(cid)?.length, name).toBe(bytes);
  }
});

function exchangeForFolder(path: string): void {
  rmSync(path);
  mkdirSync(join(path, 'inside'), { recursive: true });
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length / 2);
}

function flipped(bytes: Buffer): Buffer {
  const at = Math.floor(bytes.length * 0.75);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

test('a name that is no CID reads nothing', () => {
  const { put, open } = home();
  put('data/media/x', 'secret');
  put('secret', 'secret');
  for (const name of ['x', '../../secret', '', '.', `bafkrei${'../'.repeat(17)}a`])
    expect(open().bytes(name)).toBeNull();
});

test('only the author reads the cache, also where its folder was open before', async () => {
  const { put, open, media } = home();
  put('posts/img/a.png', red);
  mkdirSync(media, { recursive: true, mode: 0o755 });
  chmodSync(media, 0o755);
  await open().prepare(LOCAL, LIMITS);
  expect(statSync(media).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(media)) expect(statSync(join(media, name)).mode & 0o777).toBe(0o600);
});

test('a folder that cannot be used is told by its path', async () => {
  const { put, open } = home();
  put('posts/img/a.png', red);
  put('data', 'a file in its place');
  await expect(open().prepare(LOCAL, LIMITS)).rejects.toThrow(/data\/media\/\S+: cannot be read \(ENOTDIR\)/);
});

test('the cache stays within its size: what was not used for longest goes first, what is in use stays', async () => {
  const { put, open, media } = home();
  const pictures = await Promise.all(
    [...Array(6).keys()].map((shade) =>
      noise(60 + shade, 60)
        .jpeg()
        .toBuffer(),
    ),
  );
  const names = pictures.map((_, index) => ({ source: `${index}.jpg`, article: 'posts/x.md' }));
  for (const [index, bytes] of pictures.entries()) put(`posts/${index}.jpg`, bytes);
  const [first, second, third, ...rest] = names;
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few pictures');
  const sizeOf = () => readdirSync(media).reduce((total, name) => total + statSync(join(media, name)).size, 0);

  const pinned = await open().prepare(first, LIMITS);
  await open().prepare(second, LIMITS);
  await open().prepare(third, LIMITS);
  const maxBytes = sizeOf() + 1000;
  const cache = open({ maxBytes, inUse: async () => new Set([pinned.cid]) });
  await cache.prepare(second, LIMITS);
  const fourth = rest[0] ?? first;
  await cache.prepare(fourth, LIMITS);

  expect(sizeOf()).toBeLessThanOrEqual(maxBytes + pinned.bytes);
  expect(cache.bytes(pinned.cid)).not.toBeNull();
  expect(cache.look(third, LIMITS)).toMatchObject({ missing: 'not-prepared' });
  expect(cache.look(second, LIMITS)).toHaveProperty('cid');
  expect(cache.look(fourth, LIMITS)).toHaveProperty('cid');
  for (const name of rest) await cache.prepare(name, LIMITS);
  expect(sizeOf()).toBeLessThanOrEqual(maxBytes + pinned.bytes);
  expect(cache.look(second, LIMITS)).toMatchObject({ missing: 'not-prepared' });
});

test('several at the same time make the same picture, and nothing is left half', async () => {
  const { put, open, media } = home();
  put('posts/img/a.png', red);
  const prepared = await Promise.all([...Array(8)].map(() => open().prepare(LOCAL, LIMITS)));
  expect(new Set(prepared.map(({ cid }) => cid)).size).toBe(1);
  expect(readdirSync(media).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(readdirSync(media)).toHaveLength(2);
});
