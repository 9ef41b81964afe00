import { type Measure, measured, type Numbers, sumOf } from './numbers.ts';
import type { Snapshot } from './snapshot.ts';

/** What a whole thread had gathered at one age. */
export interface GrowthPoint {
  /** Since its first post appeared, in milliseconds. */
  readonly ageMs: number;
  readonly value: number;
}

/** When half of what was seen by the last reading had been seen. */
export interface HalfLife {
  /** Since the first post appeared, in milliseconds. */
  readonly ms: number;
  /** The readings it lies between; `fromMs` is 0 where it lies before the first. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Below this many a half is one or two people. */
const FEWEST_SEEN = 10;

/**
 * The thread's growth, a point for every instant at which any of its posts was read: the sum of what each post had at
 * its own last reading. Corrections stay in: a counter that fell makes the curve fall.
 */
export function growthOf(snapshots: readonly Snapshot[], firstMs: number, measure: Measure): readonly GrowthPoint[] {
  const latest = new Map<number, Numbers>();
  const points: GrowthPoint[] = [];
  const byTime = Map.groupBy(
    snapshots.filter(({ gone }) => !gone).toSorted((a, b) => a.atMs - b.atMs),
    ({ atMs }) => atMs,
  );
  for (const [atMs, read] of byTime) {
    for (const snapshot of read) latest.set(snapshot.index, snapshot);
    const value = measured(sumOf([...latest.values()]), measure);
    if (value !== null) points.push({ ageMs: Math.max(0, atMs - firstMs), value });
  }
  return points;
}

/**
 * The age at which half of the last value was first reached, interpolated between the two readings around it. Views grow
 * about evenly in the logarithm of time (log-logistic: Pfeffer et al., "The Half-Life of a Tweet", 2023), so the line is
 * straight over log age. `null`: fewer than two readings, or too few seen to speak of a half.
 */
export function halfLife(points: readonly GrowthPoint[]): HalfLife | null {
  const last = points.at(-1);
  if (last === undefined || points.length < 2 || last.value < FEWEST_SEEN) return null;
  const half = last.value / 2;
  const index = points.findIndex(({ ageMs, value }) => ageMs > 0 && value >= half);
  const after = points[index];
  if (after === undefined) return null;
  const before = points.slice(0, index).findLast(({ ageMs, value }) => ageMs > 0 && value < half);
  if (before === undefined) return { ms: beforeFirst(points, after, half), fromMs: 0, toMs: after.ageMs };
  const share = (half - before.value) / (after.value - before.value);
  const ms = before.ageMs * (after.ageMs / before.ageMs) ** share;
  return { ms, fromMs: before.ageMs, toMs: after.ageMs };
}

/** Before the first reading there is only its slope: growth as a power of age, through it and the next greater one. */
function beforeFirst(points: readonly GrowthPoint[], first: GrowthPoint, half: number): number {
  const next = points.find(({ ageMs, value }) => ageMs > first.ageMs && value > first.value);
  if (next === undefined) return first.ageMs;
  const power = Math.log(next.value / first.value) / Math.log(next.ageMs / first.ageMs);
  return first.ageMs * (half / first.value) ** (1 / power);
}
