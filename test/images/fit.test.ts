import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { cidOf } from '../../src/cid.ts';
import { InputError } from '../../src/errors.ts';
import { fitPicture } from '../../src/images/fit.ts';
import type { ImageLimits } from '../../src/images/limits.ts';
import { colourAt, leftRight, noise, onto, plain, pngChunk, pngHeader } from './pictures.ts';

const X: ImageLimits = { maxBytes: 5_000_000, formats: ['jpeg', 'png', 'webp', 'gif'], maxSide: 4096 };
const BLUESKY: ImageLimits = { maxBytes: 2_000_000, formats: ['jpeg', 'png', 'webp', 'gif'], maxSide: 2000 };
const THUMBNAIL: ImageLimits = { maxBytes: 1_000_000, formats: ['jpeg', 'png'], maxSide: 1200 };

const GPS = { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' };
const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>';

const fitTo = (bytes: Uint8Array, limits = X) => fitPicture(bytes, limits, 'posts/x.md: picture a');

/** A photo of 12 megapixels and 10 MB. */
let photo: Buffer;
beforeAll(async () => {
  photo = await noise(4000, 3000).jpeg({ quality: 95 }).toBuffer();
});

test('nothing of a photo but its pixels goes out: no place, camera, description, profile or thumbnail', async () => {
  const bytes = await plain(400, 300, 'teal')
    .withExif({ IFD0: { Make: 'Canary-Camera', Copyright: 'Canary-Name' }, IFD3: GPS })
    .withXmp(XMP)
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();
  const before = await sharp(bytes).metadata();
  expect(before).toMatchObject({ exif: expect.anything(), xmp: expect.anything(), icc: expect.anything() });
  for (const limits of [X, BLUESKY, THUMBNAIL]) {
    const fitted = await fitTo(bytes, limits);
    const after = await sharp(fitted.bytes).metadata();
    for (const kind of ['exif', 'xmp', 'icc', 'iptc', 'orientation', 'comments'] as const) {
      expect(after[kind], kind).toBeUndefined();
    }
    for (const canary of ['Canary', 'GPS', 'Exif', 'xmpmeta', 'ICC_PROFILE'])
      expect(fitted.bytes.includes(canary)).toBe(false);
  }
});

test('what is hidden in chunks of a PNG or behind its end is gone', async () => {
  const png = await plain(10, 10, 'red').png().toBuffer();
  const text = pngChunk('tEXt', Buffer.from('Comment\0canary'));
  const bytes = Buffer.concat([png.subarray(0, 33), text, png.subarray(33), Buffer.from('canary behind')]);
  const fitted = await fitTo(bytes);
  expect(fitted).toMatchObject({ mimeType: 'image/png', width: 10, height: 10 });
  expect(fitted.bytes.includes('canary')).toBe(false);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('a picture of EXIF orientation %i stands upright', async (orientation) => {
  const upright = await leftRight(60, 40);
  // Turned the other way round, so that turning it by its orientation makes it upright.
  const turn: Readonly<Record<number, (image: Sharp) => Sharp>> = {
    1: (image) => image,
    2: (image) => image.flop(),
    3: (image) => image.rotate(180),
    4: (image) => image.flip(),
    5: (image) => image.rotate(270).flop(),
    6: (image) => image.rotate(270),
    7: (image) => image.rotate(90).flop(),
    8: (image) => image.rotate(90),
  };
  const turned = turn[orientation]?.(upright);
  if (turned === undefined) throw new Error('no such orientation');
  const pixels = await turned.png().toBuffer();
  const bytes = await sharp(pixels).withMetadata({ orientation }).jpeg({ quality: 100 }).toBuffer();
  const fitted = await fitTo(bytes);
  expect(fitted).toMatchObject({ width: 60, height: 40 });
  const [[red = 0], [, , blue = 0]] = [await colourAt(fitted.bytes, 10, 20), await colourAt(fitted.bytes, 50, 20)];
  expect(red).toBeGreaterThan(200);
  expect(blue).toBeGreaterThan(200);
});

test.each([
  ['X', X],
  ['Bluesky', BLUESKY],
  ['a thumbnail', THUMBNAIL],
  ['a tenth of a thumbnail', { maxBytes: 100_000, formats: ['jpeg'] }],
] satisfies [string, ImageLimits][])(
  'a photo of 10 MB comes out within the limits of %s, its shape kept',
  async (_, limits) => {
    expect(photo.length).toBeGreaterThan(9_000_000);
    const { bytes, mimeType, width, height, cid } = await fitTo(photo, limits);
    expect(bytes.length).toBeLessThanOrEqual(limits.maxBytes);
    expect(Math.max(width, height)).toBeLessThanOrEqual(limits.maxSide ?? 4096);
    expect(Math.abs(width / height - 4 / 3)).toBeLessThan(0.01);
    expect(mimeType).toBe('image/jpeg');
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width, height });
    expect(cid).toBe(cidOf(bytes, 'raw'));
  },
);

test('the same bytes and limits give the same result, whatever else is being done', async () => {
  const png = await (await leftRight(800, 600)).png().toBuffer();
  const [once, ...others] = await Promise.all([photo, photo, photo].map((bytes) => fitTo(bytes, THUMBNAIL)));
  for (const { cid } of others) expect(cid).toBe(once?.cid);
  expect((await fitTo(png)).cid).toBe((await fitTo(png)).cid);
});

test('colours of a wide profile are turned into sRGB instead of fading', async () => {
  // Green of Display P3 as a file has it that was made on a phone; in sRGB it is the fullest green there is.
  const bytes = await plain(20, 20, '#00ff00')
    .withIccProfile('p3')
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
  const raw = await sharp(bytes, { ignoreIcc: true }).raw().toBuffer();
  const [red = 255, green = 0, blue = 255] = await colourAt((await fitTo(bytes)).bytes, 10, 10);
  // The file's own numbers are others: untouched, they would be shown as a paler green.
  expect(raw[0]).toBeGreaterThan(80);
  expect(red).toBeLessThan(40);
  expect(green).toBeGreaterThan(240);
  expect(blue).toBeLessThan(40);
});

test('a small graphic stays a PNG without loss; a photo, a WebP and an AVIF become JPEG', async () => {
  const graphic = await leftRight(800, 600);
  const fitted = await fitTo(await graphic.clone().png().toBuffer());
  expect(fitted.mimeType).toBe('image/png');
  const [before, after] = [
    await graphic.clone().removeAlpha().raw().toBuffer(),
    await sharp(fitted.bytes).raw().toBuffer(),
  ];
  expect(after.equals(before)).toBe(true);
  expect(await fitTo(await graphic.clone().gif().toBuffer())).toMatchObject({ mimeType: 'image/png', width: 800 });
  for (const format of ['jpeg', 'webp', 'avif'] as const) {
    const { mimeType } = await fitTo(await graphic.clone().toFormat(format).toBuffer());
    expect(mimeType, format).toBe('image/jpeg');
  }
});

test('a PNG too large as such becomes a JPEG of the same size', async () => {
  const bytes = await noise(1000, 800).png().toBuffer();
  const fitted = await fitTo(bytes, { ...THUMBNAIL, maxBytes: 1_500_000 });
  expect(bytes.length).toBeGreaterThan(1_500_000);
  expect(fitted).toMatchObject({ mimeType: 'image/jpeg', width: 1000, height: 800 });
});

test('where a platform takes one format only, that one comes out', async () => {
  const graphic = await leftRight(80, 60);
  expect(await fitTo(await graphic.clone().png().toBuffer(), { maxBytes: 1e6, formats: ['jpeg'] })).toMatchObject({
    mimeType: 'image/jpeg',
  });
  expect(await fitTo(await graphic.clone().jpeg().toBuffer(), { maxBytes: 1e6, formats: ['png'] })).toMatchObject({
    mimeType: 'image/png',
  });
});

test('a picture is never enlarged, and a very long one keeps a pixel of its short side', async () => {
  expect(await fitTo(await plain(3, 2, 'red').png().toBuffer())).toMatchObject({ width: 3, height: 2 });
  const line = await fitTo(await plain(20_000, 1, 'red').png().toBuffer(), BLUESKY);
  expect(line).toMatchObject({ width: 2000, height: 1 });
});

test('what is transparent lies on white', async () => {
  const clear = await plain(20, 20, '#00000000', 4).png().toBuffer();
  for (const bytes of [clear, await sharp(clear).webp({ lossless: true }).toBuffer()]) {
    const fitted = await fitTo(bytes);
    expect((await colourAt(fitted.bytes, 10, 10)).map((value) => value > 250)).toEqual([true, true, true]);
    expect(await sharp(fitted.bytes).metadata()).toMatchObject({ hasAlpha: false });
  }
});

test.each([
  ['grey', (image: Sharp) => image.greyscale().png()],
  ['black and white', (image: Sharp) => image.greyscale().png({ palette: true, colours: 2 })],
  ['palette', (image: Sharp) => image.png({ palette: true })],
  ['16 bits', (image: Sharp) => image.toColourspace('rgb16').png()],
  ['CMYK', (image: Sharp) => image.toColourspace('cmyk').jpeg()],
  ['progressive', (image: Sharp) => image.jpeg({ progressive: true })],
])('a picture in %s comes out in sRGB with eight bits', async (_, form) => {
  const fitted = await fitTo(await form(await leftRight(80, 60)).toBuffer());
  expect(await sharp(fitted.bytes).metadata()).toMatchObject({ space: 'srgb', depth: 'uchar', width: 80, height: 60 });
});

test('of an animation the first frame is kept, and that it moved is told', async () => {
  const frames = [await plain(30, 20, 'red').png().toBuffer(), await plain(30, 20, 'blue').png().toBuffer()];
  for (const format of ['gif', 'webp'] as const) {
    const bytes = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    const fitted = await fitTo(bytes);
    expect(fitted, format).toMatchObject({ animated: true, width: 30, height: 20 });
    expect((await colourAt(fitted.bytes, 5, 5))[0]).toBeGreaterThan(240);
  }
  expect(await fitTo(frames[0] ?? new Uint8Array())).toMatchObject({ animated: false });
});

test('what cannot be made small enough is refused after a bounded search', async () => {
  await expect(fitTo(photo, { maxBytes: 300, formats: ['jpeg'] })).rejects.toThrow(
    'posts/x.md: picture a: this picture cannot be made small enough (allowed: jpeg of at most 300 bytes)',
  );
});

test.each([
  ['a PNG of 50,000 by 50,000 pixels', () => bomb(50_000, 50_000)],
  [
    'a PNG that says it has 11,000 by 11,000 pixels',
    () => Buffer.concat([pngHeader(11_000, 11_000), pngChunk('IDAT', deflateSync('')), pngChunk('IEND', Buffer.of())]),
  ],
  [
    'a GIF that says it has 65,535 by 65,535 pixels',
    () => Buffer.from('GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0;', 'latin1'),
  ],
])('%s is refused before it is unpacked', async (_, make) => {
  const bytes = make();
  const before = process.memoryUsage().rss;
  await expect(fitTo(bytes)).rejects.toThrow('too many pixels (allowed: at most 120 million). Scale it down');
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});

/** A whole PNG of black pixels: 7.5 GB in memory, some 7 MB in the file. */
function bomb(width: number, height: number): Buffer {
  const rows = deflateSync(Buffer.alloc((width * 3 + 1) * 1000));
  return Buffer.concat([
    pngHeader(width, height),
    ...Array(height / 1000).fill(pngChunk('IDAT', rows)),
    pngChunk('IEND', Buffer.of()),
  ]);
}

test.each(['jpeg', 'png', 'gif', 'webp', 'avif'] as const)(
  'a truncated %s is refused, wherever it was cut',
  async (format) => {
    const bytes = await noise(120, 80).toFormat(format).toBuffer();
    expect(await fitTo(bytes)).toMatchObject({ width: 120, height: 80 });
    for (const part of [0.05, 0.3, 0.6, 0.95]) {
      const cut = fitTo(bytes.subarray(0, Math.floor(bytes.length * part)));
      await expect.soft(cut, `${part} of it`).rejects.toThrow(InputError);
    }
  },
);

test.each([
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['SVG', '\ufeff\n<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "x">]><svg>&a;</svg>'],
  ['SVG', '<!-- x --><svg/>'],
  ['a web page', '<!DOCTYPE html><p>404'],
  ['PDF', '%PDF-1.7'],
  ['TIFF', 'II*\0'],
  ['HEIC', '\0\0\0\x18ftypheic'],
  ['a video', '\0\0\0\x18ftypmp42'],
])('%s is refused by its name', async (name, text) => {
  await expect(fitTo(Buffer.from(text))).rejects.toThrow(
    `posts/x.md: picture a: this is ${name} (allowed: JPEG, PNG, GIF, WebP or AVIF). Export it as JPEG or PNG`,
  );
});

test.each([
  ['nothing', ''],
  ['text', 'picture'],
  ['compressed SVG', '\x1f\x8b\x08'],
  ['an OpenEXR file', 'v/1\x01'],
  ['a JPEG of no content', '\xff\xd8\xff\xe0'],
  ['a PNG of no content', '\x89PNG\r\n\x1a\n'],
  ['an SVG behind the mark of a GIF', 'GIF89a<svg xmlns="http://www.w3.org/2000/svg"/>'],
])('%s is refused', async (_, text) => {
  await expect(fitTo(Buffer.from(text, 'latin1'))).rejects.toThrow(InputError);
});

test('two pictures that differ in one pixel have different names', async () => {
  const base = await plain(50, 50, 'white').png().toBuffer();
  const dotted = await (await onto(plain(50, 50, 'white'), plain(1, 1, 'black'), 25, 25)).png().toBuffer();
  expect((await fitTo(base)).cid).not.toBe((await fitTo(dotted)).cid);
});
