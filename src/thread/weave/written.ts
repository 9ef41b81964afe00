import type { Write } from '../compose/authored.ts';
import type { ThreadOptions } from '../options.ts';
import type { Passage } from '../passage.ts';
import type { Warning } from '../thread.ts';
import type { Text } from './text.ts';

/** The posts that the author wrote, by index; only the style `manual` takes them. */
export interface Written {
  readonly texts: readonly (Text | null)[];
  /** Whether they are the whole thread: every post is written, and no cut mark says that the article goes on. */
  readonly isWhole: boolean;
}

export function writtenPosts(
  options: ThreadOptions,
  passages: readonly Passage[],
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
  return { texts, isWhole: texts.length > 0 && !hasCuts && texts.every((text) => text !== null) };
}
