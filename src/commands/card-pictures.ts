import { InputError, Unreachable } from '../errors.ts';
import type { ImageCache } from '../images/cache.ts';
import type { ImageLimits, PictureLimits } from '../images/limits.ts';
import type { Post, Warning } from '../thread/thread.ts';

/** Whose link cards are to have pictures. */
interface Cards {
  readonly posts: readonly Post[];
  /** `Article.source` */
  readonly article: string;
  readonly limits: PictureLimits;
}

/** The posts with the pictures that the pages behind their link cards name, fetched now; a card can do without. */
export async function findCardPictures(cache: ImageCache, { posts, article, limits }: Cards): Promise<readonly Post[]> {
  const { thumbnail } = limits;
  if (thumbnail === null) return posts;
  return Promise.all(posts.map(async (post) => withPicture(post, await find(cache, post, article, thumbnail))));
}

/** The same with what has been fetched before, and what of a live thread has not been looked for yet. */
export function knownCardPictures(
  cache: ImageCache,
  { posts, article, limits: { thumbnail } }: Cards,
  isLive: boolean,
): { readonly posts: readonly Post[]; readonly warnings: readonly Warning[] } {
  if (thumbnail === null) return { posts, warnings: [] };
  const warnings = posts.flatMap((post, index): Warning[] => {
    const page = pageOf(post);
    if (!isLive || page === null || cache.cardImage(page) !== undefined) return [];
    const message = `whether ${page} names a picture for its link card is found out when the thread is planned`;
    return [{ code: 'card-not-looked-up', message, where: `post ${index + 1}` }];
  });
  const known = (post: Post) => {
    const source = cache.cardImage(pageOf(post) ?? '') ?? null;
    return source === null || 'missing' in cache.look({ source, article }, thumbnail) ? null : source;
  };
  return { posts: posts.map((post) => withPicture(post, known(post))), warnings };
}

async function find(cache: ImageCache, post: Post, article: string, limits: ImageLimits): Promise<string | null> {
  const page = pageOf(post);
  if (page === null) return null;
  try {
    const source = await cache.findCardImage(page);
    if (source !== null) await cache.prepare({ source, article }, limits);
    return source;
  } catch (error) {
    if (error instanceof InputError || error instanceof Unreachable) return null;
    throw error;
  }
}

/** The page of a link card that has no picture of the article's own. */
function pageOf({ card }: Post): string | null {
  return card === null || card.image !== null ? null : card.url;
}

function withPicture(post: Post, image: string | null): Post {
  return image === null || post.card === null ? post : { ...post, card: { ...post.card, image } };
}
