import type { Article } from '../../article/article.ts';
import { shortenedTo } from '../compose/pictures.ts';
import type { ThreadOptions } from '../options.ts';
import type { Passage } from '../passage.ts';
import type { Card, Image, Post, Warning } from '../thread.ts';

/** Bluesky's apps show about two lines of it. */
const LONGEST_DESCRIPTION = 200;

/** The posts with the link card on one of them. */
export function withCard(
  posts: readonly Post[],
  card: Card | null,
  choice: ThreadOptions['card'],
  warnings: Warning[],
): readonly Post[] {
  if (card === null || choice === 'none') return posts;
  const place = cardPlace(
    choice,
    posts.map(({ images }) => images),
    warnings,
  );
  return posts.map((post, index) => (index === place ? { ...post, card, images: [] } : post));
}

/** The link card of the canonical address: title, subtitle or the text's beginning, and the article's first picture. */
export function cardOf(article: Article, url: string | null, passages: readonly Passage[]): Card | null {
  if (url === null) return null;
  const text = passages.filter(({ kind }) => kind !== 'heading');
  const lead = (text.find(({ kind }) => kind === 'paragraph') ?? text[0])?.text ?? '';
  const description = shortenedTo((article.subtitle ?? lead).replace(/\s+/g, ' ').trim(), LONGEST_DESCRIPTION);
  const image = article.front.images?.[0]?.source ?? passages.flatMap(({ images }) => images)[0]?.source ?? null;
  return { url, title: article.title, description, image };
}

/**
 * The index of the post for the card: the first or last as chosen, or else the nearest that carries no pictures,
 * because a post shows either. Where every post has pictures the card takes the chosen one's place.
 */
function cardPlace(choice: 'first' | 'last', images: readonly (readonly Image[])[], warnings: Warning[]): number {
  const order = choice === 'first' ? [...images.keys()] : [...images.keys()].reverse();
  const chosen = order[0] ?? 0;
  const free = order.find((index) => images[index]?.length === 0);
  if (free === chosen) return chosen;
  const message =
    free === undefined
      ? `every post carries pictures, and a post shows either pictures or the link card: post ${chosen + 1} shows the card`
      : `post ${chosen + 1} carries pictures, and a post shows either pictures or the link card: the card goes on post ${free + 1}`;
  warnings.push({ code: free === undefined ? 'image-dropped' : 'card-moved', message, where: `post ${chosen + 1}` });
  return free ?? chosen;
}
