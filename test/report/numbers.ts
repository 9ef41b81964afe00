import type { AgedThread } from '../../src/report/comparable.ts';
import type { LatestNumbers } from '../../src/report/glance.ts';
import type { ReportedThread } from '../../src/report/groups.ts';
import { NOTHING } from '../../src/report/numbers.ts';
import type { Snapshot } from '../../src/report/snapshot.ts';
import { HOUR_MS } from '../../src/schedule/duration.ts';

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    ...{ index: 0, atMs: 0, ageMs: 0, source: 'x', gone: false, linkClicks: null, profileClicks: null },
    ...{ impressions: null, likes: null, reposts: null, replies: null, quotes: null, bookmarks: null },
    ...change,
  };
}

export function reported(change: Partial<ReportedThread> = {}): ReportedThread {
  return {
    ...{ id: 'thread', articleId: 'article', title: 'A title', account: 'x', platform: 'x', kind: 'live' },
    ...{ schedule: null, slotMs: null, firstMs: Date.UTC(2026, 10, 3, 9), posts: 1, sent: 1 },
    ...{ opening: 'An opening.', url: null, costUsd: 0 },
    ...change,
  };
}

/** One post of a thread read at the age at which threads are compared. */
export function aged(thread: ReportedThread, impressions: number): AgedThread {
  return { delivery: thread.id, posts: 1, numbers: { ...NOTHING, impressions } };
}

/** The impressions of all its posts, as last read at an age in hours. */
export function latest(thread: ReportedThread, impressions: number, hours = 24): LatestNumbers {
  const numbers = { ...NOTHING, impressions };
  return { delivery: thread.id, atMs: thread.firstMs + hours * HOUR_MS, numbers };
}
