import { expect, test } from 'vitest';
import { InputError } from '../../src/errors.ts';
import type { PictureLimits } from '../../src/images/limits.ts';
import { lookForMedia, prepareMedia } from '../../src/images/media.ts';
import type { Card, Image } from '../../src/thread/thread.ts';
import { fetched, home, web } from './home.ts';
import { plain } from './pictures.ts';

const LIMITS: PictureLimits = {
  image: { maxBytes: 100_000, formats: ['jpeg', 'png'], maxSide: 200 },
  thumbnail: { maxBytes: 100_000, formats: ['jpeg', 'png'], maxSide: 100 },
};
const REMOTE = 'https://example.com/a.png';

const red = await plain(300, 200, 'red').png().toBuffer();
const moving = await (async () => {
  const { default: sharp } = await import('sharp');
  const frames = [red, await plain(300, 200, 'blue').png().toBuffer()];
  return sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
})();

const images = (...sources: string[]): { images: Image[]; card: null } => ({
  images: sources.map((source) => ({ source, alt: '' })),
  card: null,
});
const card = (image: string | null): { images: Image[]; card: Card } => ({
  images: [],
  card: { url: 'https://example.com/', title: '', description: '', image },
});

function stage() {
  const { put, open } = home();
  put('posts/a.png', red);
  put('posts/b.gif', moving);
  return {
    open,
    request: (...posts: (ReturnType<typeof images> | ReturnType<typeof card>)[]) => ({
      posts,
      article: 'posts/x.md',
      limits: LIMITS,
    }),
  };
}

test('each post has its own pictures, a link card a smaller one of the same file', async () => {
  const { open, request } = stage();
  const cache = open({ web: web({ [REMOTE]: fetched(red) }) });
  const media = await prepareMedia(cache, request(card('a.png'), images(), images('a.png', REMOTE), card(null)));
  expect(media).toMatchObject([
    { 'a.png': { width: 100 } },
    {},
    { 'a.png': { width: 200 }, [REMOTE]: { width: 200 } },
    {},
  ]);
  expect(media.map((each) => Object.keys(each).length)).toEqual([1, 0, 2, 0]);
});

test('a platform that makes its cards itself needs no thumbnail', async () => {
  const { open, request } = stage();
  const asked = { ...request(card('nothing.png')), limits: { ...LIMITS, thumbnail: null } };
  expect(await prepareMedia(open(), asked)).toEqual([{}]);
});

test('every picture that will not do is told, not only the first', async () => {
  const { open, request } = stage();
  const thrown = await prepareMedia(open(), request(images('../a.png', 'a.png'), images('none.png'))).catch(
    (error) => error,
  );
  expect(thrown).toBeInstanceOf(InputError);
  expect(thrown.faults).toHaveLength(2);
});

test('a source may have any name, that of a property of every object too', async () => {
  const { put, open } = home();
  put('posts/__proto__', red);
  put('posts/constructor', red);
  const [media = {}] = await prepareMedia(open(), {
    posts: [images('__proto__', 'constructor')],
    article: 'posts/x.md',
    limits: LIMITS,
  });
  expect(Object.keys(media).sort()).toEqual(['__proto__', 'constructor']);
});

test('looking gives what is ready and a warning for the rest, but none for a picture that only waits to be made', async () => {
  const { open, request } = stage();
  const cache = open();
  const asked = request(images('a.png', 'b.gif'), images('../a.png'), images(REMOTE));
  const before = lookForMedia(cache, asked);
  expect(before.media).toEqual([{}, {}, {}]);
  expect(before.warnings.map(({ code, where }) => [code, where])).toEqual([
    ['image-unusable', 'post 2'],
    ['image-not-fetched', 'post 3'],
  ]);
  const [ready] = await prepareMedia(cache, request(images('a.png', 'b.gif')));
  const after = lookForMedia(cache, asked);
  expect(after.media).toEqual([ready, {}, {}]);
  expect(after.warnings).toContainEqual({
    code: 'image-still',
    message: 'the picture b.gif moves: only its first frame is posted',
    where: 'post 1',
  });
});
