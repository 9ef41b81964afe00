import type { Post } from '../thread/thread.ts';
import type { Cause } from './verdict.ts';

/**
 * Where a delivery stands. `held` waits for the author's approval, `planned` for its turn; `publishing`, `waiting` and
 * `uncertain` are under way; `needs-author` stands until the author acts; `published`, `unpublished`, `failed`,
 * `cancelled` and `missed` are ends.
 */
export const STATES = [
  'held',
  'planned',
  'publishing',
  'waiting',
  'uncertain',
  'needs-author',
  'published',
  'unpublishing',
  'unpublished',
  'failed',
  'cancelled',
  'missed',
] as const;

export type State = (typeof STATES)[number];

/** States in which the worker goes on by itself. */
export const OPEN_STATES = ['planned', 'publishing', 'waiting', 'uncertain'] as const satisfies readonly State[];

/** States of which the worker has something to do. */
export const DUE_STATES = [...OPEN_STATES, 'unpublishing'] as const satisfies readonly State[];

/** One article going to one account. */
export interface Delivery {
  /** Eight letters and digits, for the author to type. */
  readonly id: string;
  readonly article: DeliveredArticle;
  readonly account: string;
  readonly platform: string;
  /** Fixed when the delivery is made: a rehearsal never becomes live. */
  readonly live: boolean;
  /** What tells deliveries of one article to one account apart: empty for the first, else the slot or a count. */
  readonly occasion: string;
  /** The schedule that made it; `null` by hand. */
  readonly schedule: string | null;
  readonly slotKey: string | null;
  readonly slotMs: number | null;
  readonly state: State;
  /** In words, for every state that is not plainly on its way. */
  readonly why: string | null;
  /** What of the account has to be mended before it can go on; `null`: nothing. */
  readonly cause: Cause | null;
  /** When the worker looks at it again; `null`: at once, or never. */
  readonly untilMs: number | null;
  /** When the author last said to go on; what was tried before does not count against it. 0: never. */
  readonly anewMs: number;
  readonly plan: Plan;
  /** In order of the posts; shorter than the plan until all are out. */
  readonly receipts: readonly Receipt[];
  /** Indices of the posts that were taken down again. */
  readonly removed: readonly number[];
  /** In order of step and number. */
  readonly attempts: readonly Attempt[];
  /** Greatest reading age that has been served, in milliseconds; -1 before the first. */
  readonly measuredMs: number;
  readonly createdMs: number;
  readonly updatedMs: number;
}

export interface DeliveredArticle {
  readonly id: string;
  readonly title: string;
  /** Path relative to the home folder. */
  readonly source: string;
  /** Hash of the text it was planned from. */
  readonly contentHash: string;
}

/** The complete posts, byte for byte, and which of them leave in one request. Never changes once publishing. */
export interface Plan {
  readonly posts: readonly PlannedPost[];
  /** Indices of posts, by request: one each on X, all together on Bluesky. */
  readonly steps: readonly (readonly number[])[];
  /** What sending all of it costs, in US dollars, by the price list at the time of planning. */
  readonly costUsd: number;
}

export interface PlannedPost {
  readonly post: Post;
  /** The platform's own form of it: a request body, a record. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What the platform answered for one post. */
export interface Receipt {
  readonly index: number;
  readonly id: string;
  readonly uri: string | null;
  /** Where a reader finds it; `null` for a rehearsal. */
  readonly url: string | null;
  readonly cid: string | null;
  readonly atMs: number;
}

/** One durable intent to send one step, and what became of it. */
export interface Attempt {
  readonly step: number;
  /** From 1. */
  readonly number: number;
  /** When the intent became durable. */
  readonly intentMs: number;
  /** `null` while in flight, or after a crash. `absent`: looked for, and proven not to be there. */
  readonly outcome: 'sent' | 'not-sent' | 'unknown' | 'absent' | null;
  readonly why: string | null;
  /** Times at which the platform was read and did not show it. */
  readonly absentMs: readonly number[];
}
