import { type Break, breaksOf } from '../../../src/thread/cut/breaks.ts';
import { gaugeOf } from '../../../src/thread/cut/gauge.ts';
import { roomsOf } from '../../../src/thread/cut/rooms.ts';
import { unitsOf } from '../../../src/thread/cut/units.ts';
import type { Entry } from './entry.ts';

/** A way a thread could be: how many of its cuts could fall at the end of a paragraph, an item or a section. */
export interface Best {
  readonly posts: number;
  readonly atBlocks: number;
}

const blockKinds: ReadonlySet<string> = new Set(['cut', 'section', 'paragraph', 'item']);

/**
 * For each number of posts up to `most`, the most cuts at block ends that any thread of so many posts can have which
 * divides no sentence that fits a post: a dynamic programme over (posts, break) without any cost model.
 */
export function bestBlocks(entry: Entry, most: number): Best[] {
  const { passages, rules, frame, language } = entry;
  const gauge = gaugeOf(rules);
  const units = unitsOf(passages, language, rules, gauge);
  const rooms = roomsOf(most, frame, rules, gauge);
  const breaks = breaksOf({
    ...{ passages, units, language, rules, gauge, room: rooms.narrowest.width },
    fits: (_, width) => width <= rooms.narrowest.width,
    heldBy: () => 0,
  });
  const end = breaks.length - 1;
  const widthOf = (from: number, to: number): number => {
    const [start, stop] = [breaks[from], breaks[to]];
    return start === undefined || stop === undefined ? 0 : stop.sum - start.sum - start.gap;
  };
  const found: Best[] = [];
  let before = new Map([[0, 0]]);
  for (let posts = 1; posts <= most; posts++) {
    const room = (rooms.byPosts[posts - 1] ?? rooms.narrowest).width;
    const after = new Map<number, number>();
    for (const [from, blocks] of before) {
      if (widthOf(from, end) <= rooms.last.width) {
        if (blocks > (found.at(-1)?.posts === posts ? (found.at(-1)?.atBlocks ?? 0) : -1)) {
          if (found.at(-1)?.posts === posts) found.pop();
          found.push({ posts, atBlocks: blocks });
        }
      }
      for (let to = from + 1; to <= end && widthOf(from, to) <= room; to++) {
        const more = blocks + (endsBlock(breaks[to], passages) ? 1 : 0);
        if (more > (after.get(to) ?? -1)) after.set(to, more);
      }
    }
    before = after;
  }
  return found;
}

/** A heading's end is no end of a paragraph. */
function endsBlock(stop: Break | undefined, passages: Entry['passages']): boolean {
  if (stop === undefined || passages[stop.end.passage]?.kind === 'heading') return false;
  return stop.kind === 'end' || blockKinds.has(stop.kind);
}

/**
 * The best share of cuts at block ends that threads can have in all, each taken as long as serves it: the ratio of
 * sums is raised until no choice beats it (Dinkelbach, "On Nonlinear Fractional Programming", 1967).
 */
export function bestShare(choices: readonly (readonly Best[])[]): number {
  let share = 0;
  for (;;) {
    const chosen = choices.map((ways) => ways.reduce((a, b) => (gain(b, share) > gain(a, share) ? b : a)));
    const blocks = chosen.reduce((sum, { atBlocks }) => sum + atBlocks, 0);
    const cuts = chosen.reduce((sum, { posts }) => sum + posts - 1, 0);
    const better = cuts === 0 ? 1 : blocks / cuts;
    if (better <= share) return share;
    share = better;
  }
}

function gain({ posts, atBlocks }: Best, share: number): number {
  return atBlocks - share * (posts - 1);
}
