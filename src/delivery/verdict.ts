import type { Receipt } from './delivery.ts';

/** What a platform's adapter reports of a send: a closed set, and each member says whether to send again. */
export type Verdict =
  | { readonly kind: 'sent'; readonly receipts: readonly Receipt[] }
  /** The platform did not take it and will not: sending again is safe. */
  | { readonly kind: 'not-sent'; readonly why: string }
  /** It may have been taken: only reading the platform can tell. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** Not taken, and not welcome before `untilMs`; does not use up an attempt. */
  | { readonly kind: 'wait'; readonly untilMs: number; readonly why: string }
  /** Not taken, and sending the same again will not help; `mendable` if the author can change that. */
  | { readonly kind: 'give-up'; readonly why: string; readonly mendable: boolean; readonly cause?: Cause };

/**
 * What has to be mended, where that is more than one delivery: the platform does not take the account's secrets, or has
 * locked, suspended or taken down the account itself. All else of the account will fare alike.
 */
export const CAUSES = ['secrets', 'account'] as const;

export type Cause = (typeof CAUSES)[number];

/** What reading the platform says about a send of unknown outcome. */
export type Sighting =
  | { readonly kind: 'found'; readonly receipts: readonly Receipt[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: string }
  /** Something else stands in its place, which only the author can clear away. */
  | { readonly kind: 'conflict'; readonly why: string };

/** How much a platform's "it is not there" is worth. */
export interface Settling {
  /** Reads that must not show it before it counts as absent; 1 where the platform's answer is authoritative. */
  readonly reads: number;
  /** Least time between two of these reads. */
  readonly apartMs: number;
  /** The last of them at least this long after the last moment at which the request could still arrive. */
  readonly quarantineMs: number;
}
