import { codeOf, describeFault, InputError, Unreachable } from '../../errors.ts';
import type { Hindrance, LoadedMedium, LoadMedia } from '../../publisher.ts';
import type { Image } from '../../thread/thread.ts';
import type { Charges } from './charges.ts';
import { type UploadParts, upload } from './upload.ts';

/**
 * The pictures of posts on their way. They are uploaded before the intent to post: that takes time, and a post that
 * waited for it would be too late to leave. Uploading again is harmless and free but for the alternative text.
 */
export interface Pictures {
  /** X's ids for the pictures of a post, uploaded now unless they are there. */
  ready(shown: Shown): Promise<Ready | Hindrance>;
  /** They may have gone out with a post and are not used a second time. */
  spent(post: string): void;
}

/** A post with its pictures. */
interface Shown {
  /** Names it beyond this thread: `abcdefgh/3`. */
  readonly post: string;
  readonly images: readonly Image[];
  /** `post 3` */
  readonly what: string;
  /** `DeliveredArticle.source` */
  readonly article: string;
}

interface Ready {
  readonly kind: 'ready';
  readonly ids: readonly string[];
}

/** Pictures are uploaded anew when less than this is left of their time at X. */
const MARGIN_MS = 10 * 60_000;

const MEBIBYTE = 1024 * 1024;
const MOST_BYTES = { tweet_image: 5 * MEBIBYTE, tweet_gif: 15 * MEBIBYTE } as const;
const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

export function picturesOf(load: LoadMedia, charges: Charges, parts: UploadParts): Pictures {
  const uploaded = new Map<string, { readonly ids: readonly string[]; readonly untilMs: number }>();
  return {
    async ready(shown) {
      const { post, images } = shown;
      const nowMs = parts.nowMs();
      for (const [key, { untilMs }] of uploaded) if (untilMs - MARGIN_MS <= nowMs) uploaded.delete(key);
      const ids = uploaded.get(post)?.ids;
      if (ids !== undefined || images.length === 0) return { kind: 'ready', ids: ids ?? [] };
      const fresh = await uploadAll(shown, load, charges, parts);
      if (fresh.kind === 'ready') uploaded.set(post, fresh);
      return fresh;
    },
    spent: (post) => uploaded.delete(post),
  };
}

async function uploadAll(
  { images, what, article }: Shown,
  load: LoadMedia,
  charges: Charges,
  parts: UploadParts,
): Promise<(Ready & { readonly untilMs: number }) | Hindrance> {
  const ids: string[] = [];
  let untilMs = Number.POSITIVE_INFINITY;
  for (const { source, alt } of images) {
    const medium = await loaded(() => load(source, { article, use: 'image' }), source, what);
    if ('kind' in medium) return medium;
    const category = images.length === 1 && medium.mimeType === 'image/gif' ? 'tweet_gif' : 'tweet_image';
    const problem = problemWith(medium, category);
    if (problem !== null) return unfit(`a picture of ${what}, ${source}, ${problem}`);
    const done = await upload({ ...medium, category, alt, what: `a picture of ${what}` }, charges, parts);
    if (done.kind !== 'uploaded') return done;
    ids.push(done.id);
    untilMs = Math.min(untilMs, done.untilMs);
  }
  return { kind: 'ready', ids, untilMs };
}

async function loaded(
  load: () => Promise<LoadedMedium>,
  source: string,
  what: string,
): Promise<LoadedMedium | Hindrance> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof Unreachable) return { kind: 'not-sent', why: error.message };
    // Of an error that was not made for the author nothing but its code is told.
    const other = codeOf(error) ?? 'it cannot be read';
    const why = error instanceof InputError ? error.faults.map(describeFault).join('; ') : other;
    return unfit(`a picture of ${what}, ${source}, cannot be had: ${why}`);
  }
}

/** What X would refuse about a picture, in words; `null`: nothing. */
function problemWith({ bytes, mimeType }: LoadedMedium, category: keyof typeof MOST_BYTES): string | null {
  if (!TYPES.includes(mimeType)) return `is of the type ${mimeType}; X takes JPEG, PNG, WebP and GIF`;
  const most = MOST_BYTES[category];
  if (bytes.length > most) return `has ${bytes.length} bytes; X takes ${most} at most`;
  return bytes.length === 0 ? 'is empty' : null;
}

function unfit(why: string): Hindrance {
  return { kind: 'give-up', mendable: true, why };
}
