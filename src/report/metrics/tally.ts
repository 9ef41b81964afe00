import type { Numbers } from '../numbers.ts';

/** What machines are told, counted from the store, so that it outlives the process. */
export interface Tally {
  readonly deliveries: readonly Counted<{ readonly state: string }>[];
  /** Posts by what became of them: `sent`; attempts that were refused, proven absent, or whose outcome is unknown. */
  readonly posts: readonly Counted<{ readonly result: PostResult }>[];
  /** Reads of a platform that did not show a post of unknown outcome. */
  readonly absentReads: number;
  /** Threads that have begun and are not complete, the author's cancellations left out. */
  readonly halfThreads: number;
  /** How late the first post of each slot was, in milliseconds. */
  readonly slotLagsMs: readonly number[];
  readonly costs: readonly { readonly account: string; readonly purpose: string; readonly microUsd: number }[];
  /** The posts that appeared last, as last read. */
  readonly newest: readonly NewestPost[];
  /** Posts beyond those. */
  readonly further: number;
}

export type PostResult = 'sent' | 'not-sent' | 'absent' | 'unknown';

export type Counted<T> = T & { readonly platform: string; readonly live: boolean; readonly count: number };

export interface NewestPost extends Numbers {
  readonly platform: string;
  readonly live: boolean;
  readonly delivery: string;
  readonly index: number;
}
