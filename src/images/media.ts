import { type Fault, InputError, Unreachable } from '../errors.ts';
import type { Post, Warning } from '../thread/thread.ts';
import type { How, ImageCache, Prepared } from './cache.ts';
import type { ImageLimits, PictureLimits } from './limits.ts';
import { told } from './place.ts';

/** The pictures of one post, ready, by the source the post names. */
export type PostMedia = Readonly<Record<string, Prepared>>;

/** What of a post shows pictures: its link card if it has one, else its images. */
type Showing = Pick<Post, 'images' | 'card'>;

/** A thread's pictures: where they come from and what they have to fit. */
export interface MediaRequest {
  readonly posts: readonly Showing[];
  /** `Article.source`. */
  readonly article: string;
  readonly limits: PictureLimits;
}

/**
 * Makes every picture of a thread ready, one after the other; by the index of its post. One that cannot be had now and
 * may be had later is left out: it is asked for again before the thread goes out.
 * @throws InputError with every picture that will not do
 */
export async function prepareMedia(cache: ImageCache, request: MediaRequest, how?: How): Promise<readonly PostMedia[]> {
  const faults: Fault[] = [];
  const media: PostMedia[] = [];
  for (const post of request.posts) {
    const ready: [string, Prepared][] = [];
    for (const { source, limits } of picturesOf(post, request.limits)) {
      try {
        ready.push([source, await cache.prepare({ source, article: request.article }, limits, how)]);
      } catch (error) {
        if (error instanceof Unreachable) continue;
        if (!(error instanceof InputError)) throw error;
        faults.push(...error.faults);
      }
    }
    media.push(Object.fromEntries(ready));
  }
  if (faults.length > 0) throw new InputError(...faults);
  return media;
}

/** What is ready of a thread's pictures, without work, and what the author should know of the rest. */
export function lookForMedia(
  cache: ImageCache,
  { posts, article, limits: platformLimits }: MediaRequest,
): { readonly media: readonly PostMedia[]; readonly warnings: readonly Warning[] } {
  const warnings: Warning[] = [];
  const media = posts.map((post, index) => {
    const ready: [string, Prepared][] = [];
    for (const { source, limits } of picturesOf(post, platformLimits)) {
      const found = cache.look({ source, article }, limits);
      if (!('missing' in found)) ready.push([source, found]);
      warnings.push(...warningsOf(source, found, `post ${index + 1}`));
    }
    return Object.fromEntries(ready);
  });
  return { media, warnings };
}

function picturesOf(
  { images, card }: Showing,
  { image, thumbnail }: PictureLimits,
): readonly { readonly source: string; readonly limits: ImageLimits }[] {
  if (card === null) return images.map(({ source }) => ({ source, limits: image }));
  return card.image === null || thumbnail === null ? [] : [{ source: card.image, limits: thumbnail }];
}

function warningsOf(source: string, found: ReturnType<ImageCache['look']>, where: string): readonly Warning[] {
  if (!('missing' in found)) {
    const message = `the picture ${told(source)} moves: only its first frame is posted`;
    return found.animated ? [{ code: 'image-still', message, where }] : [];
  }
  if (found.missing === 'not-prepared') return [];
  return [{ code: found.missing === 'unusable' ? 'image-unusable' : 'image-not-fetched', message: found.why, where }];
}
