import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** Pictures made for these tests. Noise has a fixed seed, so that a run is like another. */
export function noise(width: number, height: number, sigma = 60): Sharp {
  return sharp(noisePixels(width, height, sigma), { raw: { width, height, channels: 3 } });
}

function noisePixels(width: number, height: number, sigma: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  let state = 20261124;
  for (let index = 0; index < pixels.length; index += 1) {
    // A linear congruential generator (Numerical Recipes' constants).
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels[index] = 128 + ((state >>> 24) - 128) * (sigma / 128);
  }
  return pixels;
}

/** One colour all over. */
export function plain(width: number, height: number, background: string, channels: 3 | 4 = 3): Sharp {
  return sharp({ create: { width, height, channels, background } });
}

/** Red on the left, blue on the right. */
export function leftRight(width: number, height: number): Promise<Sharp> {
  return onto(plain(width, height, 'red'), plain(width / 2, height, 'blue'), width / 2, 0);
}

export async function onto(base: Sharp, top: Sharp, left: number, at: number): Promise<Sharp> {
  return sharp(
    await base
      .composite([{ input: await top.png().toBuffer(), left, top: at }])
      .png()
      .toBuffer(),
  );
}

/** The colour at a point, as `[red, green, blue]`. */
export async function colourAt(bytes: Uint8Array, left: number, top: number): Promise<readonly number[]> {
  return [...(await sharp(bytes).extract({ left, top, width: 1, height: 1 }).toColourspace('srgb').raw().toBuffer())];
}

/** The header of a PNG of this size with nothing behind it, and of one whose pixels all compress to nothing. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), pngChunk('IHDR', header)]);
}

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
