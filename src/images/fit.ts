import type { OutputInfo, Sharp } from 'sharp';
import { cidOf } from '../cid.ts';
import { InputError } from '../errors.ts';
import { imageEngine } from './engine.ts';
import type { ImageFormat, ImageLimits } from './limits.ts';
import { type SourceFormat, sniff } from './sniff.ts';

/** Changes whenever the same bytes would come out otherwise, so that nothing fitted before is taken for it. */
export const FIT_VERSION = 1;

/** The largest phone cameras have 108 megapixels; decoded, so many take 0.3 GB. */
const MAX_PIXELS = 120_000_000;
const DEFAULT_SIDE = 4096;
/** Below this nothing is to be seen. */
const LEAST_SIDE = 64;
const SCALE_STEP = 0.75;
const DECODE_SECONDS = 30;

/** A picture as it can be sent. */
export interface Fitted {
  readonly bytes: Buffer;
  readonly mimeType: 'image/jpeg' | 'image/png';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** CIDv1 of the bytes. */
  readonly cid: string;
  /** Whether the source moves: only its first frame is kept. */
  readonly animated: boolean;
}

/** Pixels in memory, eight bits a channel. */
interface Pixels {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

/**
 * A picture made fit for a platform. It is always decoded and written anew, so that nothing of the file but its pixels
 * goes out: no place, camera, name, thumbnail, colour profile or whatever is hidden behind the picture. It is turned
 * upright, its colours are sRGB, what is transparent is laid on white (the apps would show it on black), and its shape
 * is kept. PNG and GIF stay PNG where that is small enough, everything else becomes JPEG.
 *
 * Of an animation the first frame is kept: Bluesky shows no more, and X takes a moving GIF only alone on its post and
 * by another way of upload.
 *
 * The same bytes and limits always give the same result.
 * @param where names the picture in messages
 * @throws InputError where it is no picture, is damaged, has too many pixels, or cannot be made small enough
 */
export async function fitPicture(bytes: Uint8Array, limits: ImageLimits, where: string): Promise<Fitted> {
  const format = decodable(bytes, where);
  const { pixels, animated } = await decode(bytes, limits, where);
  // Without loss a file far too large comes out too large again; trying takes a second.
  const graphic = (format === 'png' || format === 'gif') && bytes.length <= 2 * limits.maxBytes;
  for (const attempt of attempts(graphic, limits, pixels.info)) {
    const { data, info } = await encode(pixels, attempt);
    if (data.length > limits.maxBytes) continue;
    const { width, height } = info;
    return { bytes: data, mimeType: `image/${attempt.format}`, width, height, cid: cidOf(data, 'raw'), animated };
  }
  throw new InputError({
    where,
    problem: 'this picture cannot be made small enough',
    allowed: `${limits.formats.join(', ')} of at most ${limits.maxBytes} bytes`,
  });
}

function decodable(bytes: Uint8Array, where: string): SourceFormat {
  const found = sniff(bytes);
  if ('format' in found) return found.format;
  throw new InputError({
    where,
    problem: found.other === null ? 'this is no picture that Spool can read' : `this is ${found.other}`,
    allowed: 'JPEG, PNG, GIF, WebP or AVIF',
    next: 'Export it as JPEG or PNG',
  });
}

async function decode(bytes: Uint8Array, limits: ImageLimits, where: string) {
  const sharp = await imageEngine();
  const side = limits.maxSide ?? DEFAULT_SIDE;
  // Warnings are let pass: browsers show such pictures too.
  const source = sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS }).timeout({ seconds: DECODE_SECONDS });
  try {
    const { pages = 1 } = await source.metadata();
    const pixels: Pixels = await inside(source.autoOrient(), side)
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { pixels, animated: pages > 1 };
  } catch (error) {
    throw unreadable(error, where);
  }
}

function unreadable(error: unknown, where: string): unknown {
  if (!(error instanceof Error)) return error;
  if (/exceeds pixel limit/.test(error.message)) {
    const allowed = `at most ${MAX_PIXELS / 1e6} million`;
    return new InputError({ where, problem: 'this picture has too many pixels', allowed, next: 'Scale it down' });
  }
  const next = 'Open it in an image program and export it again';
  return new InputError({ where, problem: `this picture cannot be decoded (${short(error.message)})`, next });
}

function short(message: string): string {
  return message
    .replace(/\s+/g, ' ')
    .slice(0, 120)
    .replace(/[\s:.]+$/, '');
}

type Attempt =
  | { readonly format: 'png'; readonly side: number }
  | { readonly format: 'jpeg'; readonly side: number; readonly quality: 90 | 80 };

/**
 * How a picture is written, the best first: graphics as PNG without loss; as JPEG with full colour, then with half, and
 * then the same ever smaller, each size three quarters of the one before.
 */
function* attempts(graphic: boolean, { formats }: ImageLimits, { width, height }: OutputInfo): Generator<Attempt> {
  const takes = (format: ImageFormat) => formats.includes(format);
  const longest = Math.max(width, height);
  if (takes('png') && (graphic || !takes('jpeg'))) yield { format: 'png', side: longest };
  if (!takes('jpeg')) return;
  for (let side = longest; side === longest || side >= LEAST_SIDE; side = Math.floor(side * SCALE_STEP)) {
    yield { format: 'jpeg', side, quality: 90 };
    yield { format: 'jpeg', side, quality: 80 };
  }
}

async function encode({ data, info }: Pixels, attempt: Attempt): Promise<Pixels> {
  const sharp = await imageEngine();
  const { width, height, channels } = info;
  const scaled = inside(sharp(data, { raw: { width, height, channels } }), attempt.side);
  return written(scaled, attempt).toBuffer({ resolveWithObject: true });
}

function written(image: Sharp, attempt: Attempt): Sharp {
  if (attempt.format === 'png') return image.png();
  const { quality } = attempt;
  // Optimal coding would save one byte in twenty and take five times the time.
  return image.jpeg({ quality, chromaSubsampling: quality === 90 ? '4:4:4' : '4:2:0', optimiseCoding: false });
}

function inside(image: Sharp, side: number): Sharp {
  return image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
}
