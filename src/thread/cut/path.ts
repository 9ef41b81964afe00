import type { Break } from './breaks.ts';
import { costs, pieceCost } from './costs.ts';
import type { Room, Rooms } from './rooms.ts';

/** What the cheapest thread is looked for under. */
export interface Constraints {
  readonly rooms: Rooms;
  /** Most pictures of a post, where it can be cut at all. */
  readonly maxImages: number;
  readonly awkwardLengths: readonly number[];
  /** Where widths alone don't tell what fits. */
  readonly limits: Limits | null;
}

export interface Limits {
  /** By room and break, the furthest break to which a post that begins there may go. */
  readonly reach: ReadonlyMap<Room, readonly number[]>;
  /** The first break at which the last post may begin. */
  readonly lastFrom: number;
}

/** The cheapest way to a break with so many posts. */
interface Label {
  readonly at: number;
  /** Posts on the way, counted no further than anything depends on it. */
  readonly posts: number;
  readonly cost: number;
  readonly before: Label | null;
}

/**
 * The breaks of the cheapest thread, by index, from the first to the last; the last stands there twice where the last
 * post holds nothing of the article, because what is left fits a post but not beside what the last post carries. None
 * where measured limits contradict one another.
 *
 * Of threads that cost the same it is the one whose last post begins earliest, and so on backwards.
 */
export function cheapestPath(breaks: readonly Break[], constraints: Constraints): number[] {
  const counted = Math.max(constraints.rooms.byPosts.length - 1, ...constraints.awkwardLengths);
  const labels: Label[][] = [[{ at: 0, posts: 0, cost: 0, before: null }]];
  const search = { ...constraints, breaks, labels, counted };
  let first = 0;
  for (let to = 1; to < breaks.length; to++) {
    first = windowStart(search, first, to);
    labels.push(cheapestTo(search, first, to));
  }
  return walkBack(cheapestEnd(search, first));
}

interface Search extends Constraints {
  readonly breaks: readonly Break[];
  /** The labels of all breaks so far: for each number of posts, the cheapest way. */
  readonly labels: readonly (readonly Label[])[];
  /** From this many posts on, nothing depends on how many there are. */
  readonly counted: number;
}

/** (D) The first break from which a post can go to `to`: it never moves back, and the author's cut is not passed. */
function windowStart(search: Search, before: number, to: number): number {
  if (search.breaks[to - 1]?.kind === 'cut') return to - 1;
  const widest = Math.max(search.rooms.byPosts[0]?.width ?? 0, search.rooms.last.width);
  let first = before;
  while (first < to && widthOf(search.breaks, first, to) > widest) first++;
  return first;
}

function widthOf(breaks: readonly Break[], from: number, to: number): number {
  const start = breaks[from];
  const stop = breaks[to];
  return start === undefined || stop === undefined || from === to ? 0 : stop.sum - start.sum - start.gap;
}

/** (E) The cheapest ways to a break at which a post ends that is not the last. */
function cheapestTo(search: Search, first: number, to: number): Label[] {
  const { breaks, labels, rooms, counted, limits } = search;
  const { cost: cutCost = 0, notBefore = 0 } = breaks[to] ?? {};
  const best: Label[] = [];
  for (let from = first; from < to; from++) {
    if (hasTooManyImages(search, from, to)) continue;
    const width = widthOf(breaks, from, to);
    const added = pieceCost(width, rooms.narrowest.width, false) + cutCost;
    for (const before of labels[from] ?? []) {
      const room = rooms.byPosts[before.posts] ?? rooms.narrowest;
      if (width > room.width || before.posts < notBefore) continue;
      if (limits !== null && to > (limits.reach.get(room)?.[from] ?? to)) continue;
      const posts = Math.min(before.posts + 1, counted);
      const cost = before.cost + added;
      const old = best[posts];
      if (old === undefined || cost < old.cost) best[posts] = { at: to, posts, cost, before };
    }
  }
  return best.filter(Boolean);
}

/** (F) The cheapest thread: the last post begins in the last window or, holding nothing, at the end. */
function cheapestEnd(search: Search, first: number): Label | null {
  const { labels, rooms, awkwardLengths, limits } = search;
  const end = search.breaks.length - 1;
  let best: Label | null = null;
  for (let from = Math.max(first, limits?.lastFrom ?? 0); from <= end; from++) {
    const width = widthOf(search.breaks, from, end);
    if (width > rooms.last.width || hasTooManyImages(search, from, end)) continue;
    const added = pieceCost(width, rooms.narrowest.width, true);
    for (const before of labels[from] ?? []) {
      const posts = before.posts + 1;
      const cost = before.cost + added + (awkwardLengths.includes(posts) ? costs.awkward : 0);
      if (best === null || cost < best.cost) best = { at: end, posts, cost, before };
    }
  }
  return best;
}

/** More pictures than a post takes part two passages, never one. */
function hasTooManyImages({ breaks, maxImages }: Search, from: number, to: number): boolean {
  const images = (breaks[to]?.images ?? 0) - (breaks[from]?.images ?? 0);
  return images > maxImages && to > from + 1;
}

/** (G) */
function walkBack(end: Label | null): number[] {
  const path: number[] = [];
  for (let label: Label | null = end; label !== null; label = label.before) path.push(label.at);
  return path.reverse();
}
