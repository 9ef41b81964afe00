import { type GrowthPoint, growthOf, type HalfLife, halfLife } from './growth.ts';
import {
  type Measure,
  measured,
  measureOf,
  NOTHING,
  NUMBER_NAMES,
  type NumberName,
  type Numbers,
  sumOf,
} from './numbers.ts';
import type { Snapshot } from './snapshot.ts';

/** A post of a thread with what it has gathered. */
export interface PostStanding {
  readonly index: number;
  /** As last read before it vanished, if it did; nothing known where it was never read. */
  readonly latest: Numbers;
  /** Age of the post at that reading, in milliseconds; `null` where it was never read. */
  readonly ageMs: number | null;
  /** What of the first post's measure it has, from 0; `null` where either is unknown or the first has none. */
  readonly ofFirst: number | null;
  /** Readings in which a counter was lower than before: spam removed, a like taken back. */
  readonly corrections: readonly Correction[];
  /** When it was first found to be gone; `null`: it is there. */
  readonly goneMs: number | null;
}

/** A counter that fell. The log keeps both values. */
export interface Correction {
  readonly atMs: number;
  readonly number: NumberName;
  readonly from: number;
  readonly to: number;
}

/** How a thread did. */
export interface ThreadReport {
  readonly measure: Measure;
  readonly posts: readonly PostStanding[];
  /** All posts together, each as last read. */
  readonly total: Numbers;
  readonly growth: readonly GrowthPoint[];
  readonly halfLife: HalfLife | null;
  /** Clicks that X tells the author, of all posts together, as last told; `null` where none was. */
  readonly clicks: { readonly links: number | null; readonly profile: number | null };
  /** How many instants it was read at. */
  readonly readings: number;
  /** Age of the thread at the last of them, in milliseconds; `null` before the first. */
  readonly lastAgeMs: number | null;
}

/**
 * @param indices the posts that are out
 * @param firstMs when the first of them appeared
 */
export function threadReport(
  indices: readonly number[],
  firstMs: number,
  snapshots: readonly Snapshot[],
): ThreadReport {
  const measure = measureOf(snapshots);
  const byIndex = Map.groupBy(
    snapshots.toSorted((a, b) => a.atMs - b.atMs),
    ({ index }) => index,
  );
  const latest = indices.map((index) => byIndex.get(index)?.findLast(({ gone }) => !gone) ?? NOTHING);
  const first = measured(latest[0] ?? NOTHING, measure);
  const posts = indices.map((index, place) => standing(index, byIndex.get(index) ?? [], first, measure, place));
  const growth = growthOf(snapshots, firstMs, measure);
  const times = new Set(snapshots.map(({ atMs }) => atMs));
  return {
    ...{ measure, posts, growth },
    total: sumOf(latest),
    halfLife: halfLife(growth),
    clicks: { links: clicksOf(byIndex, 'linkClicks'), profile: clicksOf(byIndex, 'profileClicks') },
    readings: times.size,
    lastAgeMs: times.size === 0 ? null : Math.max(...times) - firstMs,
  };
}

function standing(
  index: number,
  read: readonly Snapshot[],
  first: number | null,
  measure: Measure,
  place: number,
): PostStanding {
  const last = read.findLast(({ gone }) => !gone);
  const own = last === undefined ? null : measured(last, measure);
  const ofFirst = own === null || first === null || first === 0 ? null : own / first;
  return {
    index,
    latest: last === undefined ? NOTHING : numbersOf(last),
    ageMs: last?.ageMs ?? null,
    ofFirst: place === 0 && ofFirst !== null ? 1 : ofFirst,
    corrections: correctionsOf(read),
    goneMs: read.find(({ gone }) => gone)?.atMs ?? null,
  };
}

/** They are private and told for 30 days only: what was told last stands, though later readings are without. */
function clicksOf(byIndex: Map<number, Snapshot[]>, name: 'linkClicks' | 'profileClicks'): number | null {
  const known = [...byIndex.values()].flatMap((read) => read.findLast((each) => each[name] !== null)?.[name] ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

export function numbersOf({ impressions, likes, reposts, replies, quotes, bookmarks }: Numbers): Numbers {
  return { impressions, likes, reposts, replies, quotes, bookmarks };
}

/** Every fall of every counter of one post, in the order of the readings; what one source says is not held against another. */
function correctionsOf(read: readonly Snapshot[]): readonly Correction[] {
  const before = new Map<string, number>();
  const falls: Correction[] = [];
  for (const snapshot of read) {
    for (const number of NUMBER_NAMES) {
      const to = snapshot[number];
      if (to === null) continue;
      const key = `${snapshot.source} ${number}`;
      const from = before.get(key);
      if (from !== undefined && to < from) falls.push({ atMs: snapshot.atMs, number, from, to });
      before.set(key, to);
    }
  }
  return falls;
}
