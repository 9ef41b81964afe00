import type { Post, Warning } from '../thread.ts';

/** Warns of posts that say the same: X refuses the second one. Numbering makes them differ. */
export function warnOfTwins(posts: readonly Post[], warnings: Warning[]): void {
  const first = new Map<string, number>();
  for (const [index, { text }] of posts.entries()) {
    const twin = first.get(text);
    if (twin === undefined) first.set(text, index);
    else {
      const message = `posts ${twin + 1} and ${index + 1} are the same, and a platform may refuse the second: number the posts or change one`;
      warnings.push({ code: 'duplicate-post', message, where: `post ${index + 1}` });
    }
  }
}
