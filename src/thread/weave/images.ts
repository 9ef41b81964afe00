import type { Article } from '../../article/article.ts';
import { imageOf } from '../compose/pictures.ts';
import type { Rules } from '../rules.ts';
import type { Image, Warning } from '../thread.ts';
import type { Draft } from './drafts.ts';

/** The posts with their pictures and those that front matter adds, as many on each as the platform takes. */
export function withImages(
  drafts: readonly Draft[],
  article: Article,
  { maxImages }: Rules,
  warnings: Warning[],
): readonly Draft[] {
  const added = frontImages(article, drafts.length, warnings);
  const wanted = drafts.map(({ images }, index) => [...(added[index] ?? []), ...images]);
  const spread = spreadImages(wanted, maxImages, warnings);
  return drafts.map((draft, index) => ({ ...draft, images: spread[index] ?? [] }));
}

/** By the index of their post; a post that is not there means the last one. */
function frontImages({ front }: Article, total: number, warnings: Warning[]): readonly Image[][] {
  const byPost: Image[][] = Array.from({ length: total }, () => []);
  for (const { source, alt, post = 1 } of front.images ?? []) {
    const index = Math.min(post, total) - 1;
    if (post > total) {
      const message = `a picture is meant for post ${post}, but the thread has ${total}: it goes on the last`;
      warnings.push({ code: 'image-moved', message, where: 'images' });
    }
    byPost[index]?.push(imageOf({ source, alt: alt ?? null, caption: null }, 'images', warnings));
  }
  return byPost;
}

/**
 * At most `most` pictures on a post: what is over goes to the next post with room, at the thread's end to the last one
 * before with room, and is left out, with a warning, where there is none.
 */
function spreadImages(wanted: readonly (readonly Image[])[], most: number, warnings: Warning[]): readonly Image[][] {
  const spread: Image[][] = [];
  let over: Image[] = [];
  for (const images of wanted) {
    const all = [...over, ...images];
    spread.push(all.slice(0, most));
    over = all.slice(most);
  }
  for (const posts of spread.toReversed()) posts.unshift(...over.splice(0, most - posts.length));
  for (const { source } of over) {
    warnings.push({ code: 'image-dropped', message: `no post has room for the picture ${source}`, where: 'thread' });
  }
  return spread;
}
