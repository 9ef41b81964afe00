import { INVISIBLE } from '../compose/invisible.ts';
import type { Passage } from '../passage.ts';
import type { Image } from '../thread.ts';

/**
 * The article's pictures by the index of the post they stand at, where the author wrote every post: the post that says
 * what the passage before the picture says, and where none does, as far into the thread as the picture is into the
 * article. Their order stays.
 * @param texts of the posts, one at least
 */
export function standingImages(passages: readonly Passage[], texts: readonly string[]): readonly (readonly Image[])[] {
  const byPost: Image[][] = texts.map(() => []);
  const last = texts.length - 1;
  const whole = passages.reduce((sum, { text }) => sum + text.length, 0);
  const posts = texts.map((text) => plainly(text.slice(0, LONGEST_LOOKED_AT)));
  let behind = 0;
  let from = 0;
  const standing = passages.flatMap(({ text, images }) => {
    behind += text.length;
    if (images.length === 0) return [];
    const found = postThatSays(text, posts, from);
    from = found ?? from;
    return [{ images, found, about: Math.min(last, Math.floor((behind / Math.max(1, whole)) * texts.length)) }];
  });
  let before = last;
  const bounds = standing
    .toReversed()
    .map(({ found }) => {
      before = found ?? before;
      return before;
    })
    .toReversed();
  let at = 0;
  for (const [index, { images, found, about }] of standing.entries()) {
    at = found ?? Math.max(at, Math.min(about, bounds[index] ?? last));
    byPost[at]?.push(...images);
  }
  return byPost;
}

/** A post that fits is shorter by far. */
const LONGEST_LOOKED_AT = 5_000;
/** As much of a passage tells it from all others; less than the least tells nothing. */
const PROBE = 40;
const LEAST_PROBE = 10;

/** The first post, from `from` on, that says how a passage ends, or else how it begins. */
function postThatSays(passage: string, posts: readonly string[], from: number): number | null {
  const ends = plainly(passage.slice(-2 * PROBE)).slice(-PROBE);
  const begins = plainly(passage.slice(0, 2 * PROBE)).slice(0, PROBE);
  for (const probe of [ends, begins]) {
    const found =
      probe.length < LEAST_PROBE ? -1 : posts.findIndex((post, index) => index >= from && post.includes(probe));
    if (found >= 0) return found;
  }
  return null;
}

function plainly(text: string): string {
  return text.replaceAll(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}
