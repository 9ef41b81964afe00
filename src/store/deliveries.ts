import type { Delivery, Plan, Receipt, State } from '../delivery/delivery.ts';
import type { Cause } from '../delivery/verdict.ts';
import type { Lease } from './lanes.ts';

/** A delivery as it is first stored. */
export type NewDelivery = Omit<
  Delivery,
  'receipts' | 'removed' | 'cause' | 'anewMs' | 'attempts' | 'measuredMs' | 'updatedMs'
>;

export interface DeliveryOperations {
  /** `false`, and nothing written, where this article went to this account in this mode on this occasion before. */
  addDelivery(delivery: NewDelivery): Promise<boolean>;
  delivery(id: string): Promise<Delivery | null>;
  /** The newest first. */
  deliveries(limit: number): Promise<readonly Delivery[]>;
  /**
   * Those the worker goes on with now, not resting beyond `nowMs`; a planned one last, and none that has not begun to go
   * out while another of its account has, even if that rests, nor one whose slot has not been decided.
   */
  dueDeliveries(nowMs: number): Promise<readonly Delivery[]>;
  /** Those with a post out that are neither finished nor given up, and have made no progress since `untilMs`. */
  begunDeliveries(untilMs: number): Promise<readonly Delivery[]>;
  /** Notes that the author was told of a standstill since then; `false` where somebody has told of it already. */
  raiseAlarm(delivery: string, sinceMs: number): Promise<boolean>;
  /** To which accounts these articles were given, for choosing the next one; missed ones left out. By their instant. */
  deliveredArticles(articles: readonly string[]): Promise<readonly Delivered[]>;
  /**
   * Makes the intent to send a step durable. `false`, and nothing written, unless the lease still holds with this
   * fence, the account is not paused, the delivery is in one of the open states, and the attempt is the next of its
   * step. Before the first attempt of a delivery `sealed` becomes its plan.
   */
  recordIntent(intent: Intent, lease: Lease, sealed?: Plan): Promise<boolean>;
  /** What became of an attempt, with the state the delivery is in after it. Receipts are recorded whoever holds the lease. */
  recordOutcome(outcome: Outcome, change: Change): Promise<void>;
  /** One more read of the platform that did not show the attempt. */
  recordAbsence(delivery: string, step: number, attempt: number, atMs: number, change: Change): Promise<void>;
  /**
   * Receipts that the author told of, beside any attempt, with the state the delivery is in after them. `false`, and
   * nothing written, where the delivery is in none of the states `from` any more.
   */
  recordReceipts(
    delivery: string,
    receipts: readonly Receipt[],
    from: readonly State[],
    change: Change,
  ): Promise<boolean>;
  /** The posts are no longer on the platform. */
  recordRemoval(delivery: string, indices: readonly number[], atMs: number): Promise<void>;
  /** `false`, and nothing written, where the delivery is in none of these states any more. */
  changeState(delivery: string, from: readonly State[], change: Change): Promise<boolean>;
}

export interface Delivered {
  readonly articleId: string;
  readonly account: string;
  readonly live: boolean;
  /** Its slot, where it was made ahead of it; else when it was made. */
  readonly atMs: number;
  readonly contentHash: string;
  readonly state: State;
}

export interface Intent {
  readonly delivery: string;
  readonly step: number;
  readonly attempt: number;
  readonly atMs: number;
}

export interface Outcome {
  readonly delivery: string;
  readonly step: number;
  readonly attempt: number;
  readonly outcome: 'sent' | 'not-sent' | 'unknown' | 'absent';
  readonly receipts: readonly Receipt[];
}

export interface Change {
  readonly state: State;
  readonly why: string | null;
  readonly untilMs: number | null;
  /** Absent: nothing of the account's has to be mended. */
  readonly cause?: Cause;
  readonly atMs: number;
  /** The author said to go on: what was tried before counts no longer. */
  readonly isByAuthor?: boolean;
}
