import type { Article } from '../../article/article.ts';
import type { Write } from '../compose/authored.ts';
import type { Composed } from '../compose/compose.ts';
import type { ThreadOptions } from '../options.ts';
import type { Rules } from '../rules.ts';
import type { Image, Warning } from '../thread.ts';
import { withArticleLinks } from './article-links.ts';
import { standingImages } from './standing.ts';
import type { Text } from './text.ts';

/** The posts that the author wrote, by index; only the style `manual` takes them. */
export interface Written {
  readonly texts: readonly (Text | null)[];
  /** Whether they are the whole thread: every post is written, and no cut mark says that the article goes on. */
  readonly isWhole: boolean;
  /** Where they are the whole thread: the article's pictures by the post they stand at, those left to front matter out. */
  readonly images: readonly (readonly Image[])[];
}

export function writtenPosts(
  options: ThreadOptions,
  { passages, loose }: Composed,
  { front }: Article,
  rules: Rules,
  write: Write,
  warnings: Warning[],
): Written {
  const { posts, style } = options;
  if (posts.length > 0 && style !== 'manual') {
    const message = `posts written by hand are used by the style manual only, not by ${style}`;
    warnings.push({ code: 'posts-unused', message, where: 'thread.posts' });
  }
  const texts =
    style === 'manual' ? posts.map((text, index) => (text === null ? null : write(text, `post ${index + 1}`))) : [];
  const hasCuts = passages.some(({ joint }) => joint === 'cut');
  const all = texts.filter((text) => text !== null);
  if (all.length === 0 || hasCuts || all.length < texts.length) return { texts, isWhole: false, images: [] };
  const named = new Set(front.images?.map(({ source }) => source));
  const [first = [], ...more] = standingImages(
    passages,
    all.map(({ text }) => text),
  );
  const images = [[...loose, ...first], ...more].map((each) => each.filter(({ source }) => !named.has(source)));
  return { texts: withArticleLinks(all, passages, rules, warnings), isWhole: true, images };
}
