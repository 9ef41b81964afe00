import { DAY_MS } from '../schedule/duration.ts';
import { localDate } from '../schedule/local.ts';
import { toLocal } from '../schedule/offsets.ts';
import type { ReportedThread } from './groups.ts';
import { NOTHING, type Numbers, sumOf } from './numbers.ts';

/** A thread with what it has gathered by its last readings. */
export interface Standing {
  readonly thread: ReportedThread;
  readonly numbers: Numbers;
  /** Age at its last reading, in milliseconds; `null` where it was never read. */
  readonly ageMs: number | null;
}

/** Threads that went out within a stretch of time, together. */
export interface Bundle {
  /** First day, by the zone's clock: `2026-11-02`. */
  readonly from: string;
  /** Last day. */
  readonly to: string;
  readonly platform: string;
  readonly threads: number;
  readonly posts: number;
  readonly numbers: Numbers;
}

/** What a thread's posts had when each was last read, together; a vanished post counts with what it had before. */
export interface LatestNumbers {
  readonly delivery: string;
  /** When any of them was read last. */
  readonly atMs: number;
  readonly numbers: Numbers;
}

/** Every thread as last read. */
export function standings(threads: readonly ReportedThread[], latest: readonly LatestNumbers[]): readonly Standing[] {
  const byDelivery = new Map(latest.map((each) => [each.delivery, each]));
  return threads.map((thread) => {
    const read = byDelivery.get(thread.id);
    if (read === undefined) return { thread, numbers: NOTHING, ageMs: null };
    return { thread, numbers: read.numbers, ageMs: Math.max(0, read.atMs - thread.firstMs) };
  });
}

/** One bundle a platform for the whole, for each day or for each week from Monday on; empty ones left out. */
export function bundles(all: readonly Standing[], zone: string, span: 'all' | 'day' | 'week'): readonly Bundle[] {
  const dayOf = (standing: Standing) => Math.floor(toLocal(zone, standing.thread.firstMs) / DAY_MS);
  const days = all.map(dayOf);
  const [first, last] = [days.reduce((a, b) => Math.min(a, b), days[0] ?? 0), days.reduce((a, b) => Math.max(a, b), 0)];
  const spanOf = (day: number): readonly [number, number] => {
    if (span === 'all') return [first, last];
    // Day 0, 1970-01-01, was a Thursday.
    const monday = day - ((day + 3) % 7);
    return span === 'day' ? [day, day] : [monday, monday + 6];
  };
  const groups = Map.groupBy(all, (each) => `${spanOf(dayOf(each)).join(' ')} ${each.thread.platform}`);
  return [...groups.values()].flatMap((group) => {
    const [any] = group;
    if (any === undefined) return [];
    const [from, to] = spanOf(dayOf(any)).map((day) => localDate(day * DAY_MS));
    return [bundle(group, any.thread.platform, from ?? '', to ?? '')];
  });
}

function bundle(group: readonly Standing[], platform: string, from: string, to: string): Bundle {
  return {
    ...{ from, to, platform },
    threads: group.length,
    posts: group.reduce((sum, { thread }) => sum + thread.sent, 0),
    numbers: sumOf(group.map(({ numbers }) => numbers)),
  };
}
