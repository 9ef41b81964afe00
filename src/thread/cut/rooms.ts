import { InputError } from '../../errors.ts';
import type { Frame } from '../passage.ts';
import type { Rules } from '../rules.ts';
import type { Gauge } from './gauge.ts';

/** What the frame leaves for a piece. */
export interface Room {
  readonly width: number;
  /** Index of the post that it was measured in. */
  readonly index: number;
}

/** The rooms of a thread of an assumed number of posts, in the platform's units. */
export interface Rooms {
  /** Of a post, not the last, by the number of posts before it; the last entry is for all further ones too. */
  readonly byPosts: readonly Room[];
  /** The last of these, which is the narrowest. */
  readonly narrowest: Room;
  /** Of the last post. */
  readonly last: Room;
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
  const roomAt = (index: number): Room => {
    const { before, after } = frame.around(index, total);
    return { width: limit - gauge.width(`${before}x${after}`) + gauge.width('x'), index };
  };
  const last = roomAt(total - 1);
  let narrowest = roomAt(0);
  const byPosts = [narrowest];
  for (const first of firstOfWidth.slice(1).filter((index) => index < total - 1)) {
    const room = roomAt(first < 99 ? first : total - 2);
    if (room.width >= narrowest.width) continue;
    while (byPosts.length < first) byPosts.push(narrowest);
    byPosts.push(room);
    narrowest = room;
  }
  if (last.width < 0 || (narrowest.width < 1 && total > 1)) throw noRoom(rules.platform, `${limit} ${unit}`);
  return { byPosts, narrowest, last };
}

/** Whether two threads have the same room everywhere. */
export function sameRooms(one: Rooms, other: Rooms): boolean {
  return widthsOf(one) === widthsOf(other);
}

function widthsOf({ byPosts, last }: Rooms): string {
  return [last, ...byPosts].map(({ width }) => width).join();
}

function noRoom(platform: string, limit: string): InputError {
  return new InputError({
    where: `thread for ${platform}`,
    problem: 'numbering, sign-off and link leave no room for text',
    allowed: `less than ${limit} in all`,
    next: 'Shorten the sign-off or the numbering pattern',
  });
}
