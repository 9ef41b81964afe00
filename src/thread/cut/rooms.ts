import { InputError } from '../../errors.ts';
import type { Frame } from '../passage.ts';
import type { Rules } from '../rules.ts';
import type { Gauge } from './gauge.ts';

/** What the frame leaves for the pieces of a thread of an assumed number of posts, in the platform's units. */
export interface Rooms {
  /** Room in a post, not the last, by the number of posts before it; the last entry is for all further ones too. */
  readonly byPosts: readonly number[];
  /** Room in the last post. */
  readonly last: number;
  /** The least room of all posts but the last. */
  readonly narrowest: number;
}

/** A number is as wide as its digits are many, so only these indexes are asked for; beyond 99, the last one's. */
const firstOfWidth = [0, 9, 99];

/**
 * Rooms never grow from one post to the next: where a frame leaves more room later, the room before is kept.
 *
 * @throws InputError where the frame alone fills a post.
 */
export function roomsOf(total: number, frame: Frame, rules: Rules, gauge: Gauge): Rooms {
  const { limit, unit } = rules.measure('x');
  const room = (index: number): number => {
    const { before, after } = frame.around(index, total);
    return limit - gauge.width(`${before}x${after}`) + gauge.width('x');
  };
  const byPosts: number[] = [];
  let narrowest = Number.POSITIVE_INFINITY;
  for (const first of firstOfWidth.filter((index) => index === 0 || index < total - 1)) {
    const here = Math.min(narrowest, room(first < 99 ? first : total - 2));
    if (here === narrowest) continue;
    while (byPosts.length < first) byPosts.push(narrowest);
    byPosts.push(here);
    narrowest = here;
  }
  const last = room(total - 1);
  if (narrowest < 1 || last < 0) throw noRoom(rules.platform, `${limit} ${unit}`);
  return { byPosts, last, narrowest };
}

export function sameRooms(one: Rooms, other: Rooms): boolean {
  return one.last === other.last && one.byPosts.join() === other.byPosts.join();
}

function noRoom(platform: string, limit: string): InputError {
  return new InputError({
    where: `thread for ${platform}`,
    problem: 'numbering, sign-off and link leave no room for text',
    allowed: `less than ${limit} in all`,
    next: 'Shorten the sign-off or the numbering pattern',
  });
}
