import type { Delivery, Receipt, State } from './delivery/delivery.ts';
import type { Charge } from './platform.ts';
import type { Measurable } from './report/reading.ts';
import type { Snapshot } from './report/snapshot.ts';
import type { Arriving } from './schedule/identity.ts';

/**
 * What Spool remembers: the port. Every operation is one transaction, durable when its promise resolves. Several
 * processes may use one store at once. Times are epoch milliseconds.
 */
export interface Store
  extends ArticleOperations,
    SlotOperations,
    DeliveryOperations,
    LeaseOperations,
    NumberOperations,
    TimelineOperations,
    LedgerOperations,
    PauseOperations,
    HandleOperations {
  close(): Promise<void>;
}

export interface ArticleOperations {
  /** Every article ever seen, the first seen first. */
  rememberedArticles(): Promise<readonly RememberedArticle[]>;
  /** Adds new ones and brings known ones up to date, by id; `seenMs` of a known one stays. */
  rememberArticles(articles: readonly RememberedArticle[]): Promise<void>;
}

/** What is kept of an article to know it again, whatever becomes of its file. */
export interface RememberedArticle extends Arriving {
  readonly id: string;
  /** When Spool first knew it. */
  readonly seenMs: number;
}

export interface SlotOperations {
  /**
   * Notes that a schedule exists, and whether any of its accounts is live; answers what is known of it. Under another
   * definition (cron and zone) it begins anew: what the new one would have asked for in the past was never scheduled.
   */
  seeSchedule(schedule: ScheduleSight, nowMs: number): Promise<SeenSchedule>;
  /** The same without noting anything; `null` for a schedule never seen. */
  seenSchedule(id: string): Promise<SeenSchedule | null>;
  /** Keys of a schedule's slots after this instant that have been decided. */
  decidedSlots(schedule: string, afterMs: number): Promise<ReadonlySet<string>>;
  /**
   * Decides a slot once, together with the deliveries it makes. `false`, and nothing written, where it was decided
   * before. A delivery that exists already (same article, account, mode and occasion) is left out.
   */
  decideSlot(slot: DecidedSlot, deliveries: readonly NewDelivery[]): Promise<boolean>;
  /** All slots up to `untilMs` have been decided: none before is ever looked at again. Never moves back. */
  advanceSchedule(id: string, untilMs: number): Promise<void>;
  /** The newest decisions first. */
  slots(limit: number): Promise<readonly DecidedSlot[]>;
}

export interface ScheduleSight {
  readonly id: string;
  /** `0 9 * * 1-5 Europe/London` */
  readonly definition: string;
  readonly live: boolean;
}

export interface SeenSchedule {
  readonly firstSeenMs: number;
  /** `null` until one of its accounts is live. */
  readonly firstLiveMs: number | null;
  /** Every slot up to here has been decided. */
  readonly decidedMs: number;
}

export interface DecidedSlot {
  readonly schedule: string;
  /** `weekday-mornings@2026-11-24T09:00[Europe/London]` */
  readonly key: string;
  readonly slotMs: number;
  /** `served` made deliveries, `empty` found nothing to publish, `missed` came too late. */
  readonly outcome: 'served' | 'empty' | 'missed';
  readonly why: string | null;
  readonly decidedMs: number;
}

/** A delivery as it is first stored. */
export type NewDelivery = Omit<Delivery, 'receipts' | 'attempts' | 'measuredMs' | 'updatedMs'>;

export interface DeliveryOperations {
  /** `false`, and nothing written, where this article went to this account in this mode on this occasion before. */
  addDelivery(delivery: NewDelivery): Promise<boolean>;
  delivery(id: string): Promise<Delivery | null>;
  /** The newest first. */
  deliveries(limit: number): Promise<readonly Delivery[]>;
  /** Those the worker goes on with now: open, and not resting beyond `nowMs`; a started one before a planned one. */
  dueDeliveries(nowMs: number): Promise<readonly Delivery[]>;
  /** What was given to which account, for choosing the next article; missed ones left out. */
  deliveredArticles(): Promise<readonly Delivered[]>;
  /**
   * Makes the intent to send a step durable. `false`, and nothing written, unless the lease still holds with this
   * fence, the delivery is in one of the open states, and the attempt is the next of its step.
   */
  recordIntent(intent: Intent, lease: Lease): Promise<boolean>;
  /** What became of an attempt, with the state the delivery is in after it. Receipts are recorded whoever holds the lease. */
  recordOutcome(outcome: Outcome, change: Change): Promise<void>;
  /** One more read of the platform that did not show the attempt. */
  recordAbsence(delivery: string, step: number, attempt: number, atMs: number, change: Change): Promise<void>;
  /** `false`, and nothing written, where the delivery is in none of these states any more. */
  changeState(delivery: string, from: readonly State[], change: Change): Promise<boolean>;
}

export interface Delivered {
  readonly articleId: string;
  readonly account: string;
  readonly live: boolean;
  readonly atMs: number;
  readonly contentHash: string;
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
  readonly atMs: number;
}

export interface LeaseOperations {
  /** The lease, taken or renewed; `null` while another owner holds it. The fence rises with every change of owner. */
  takeLease(name: string, owner: string, nowMs: number, forMs: number): Promise<Lease | null>;
  /** Gives it back, so that another need not wait for its end. */
  dropLease(lease: Lease): Promise<void>;
}

export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly fence: number;
  readonly untilMs: number;
}

export interface NumberOperations {
  /** Adds readings of one delivery and notes the greatest reading age they serve. The same reading twice is one. */
  addSnapshots(delivery: string, servedMs: number, snapshots: readonly Snapshot[]): Promise<void>;
  snapshots(delivery: string): Promise<readonly Snapshot[]>;
  /** Deliveries with posts out whose readings are not yet all taken: fewer than `lastAgeMs` served. */
  measurable(lastAgeMs: number): Promise<readonly Measurable[]>;
}

export interface TimelineOperations {
  /** A rehearsal's post appears on the local timeline; the same again changes nothing. */
  showPost(post: TimelinePost): Promise<void>;
  timelinePosts(delivery: string): Promise<readonly TimelinePost[]>;
  /** The newest threads first, each in order; counts one view for every post returned when `viewed`. */
  timeline(limit: number, viewed: boolean): Promise<readonly TimelinePost[]>;
}

export interface TimelinePost {
  readonly delivery: string;
  readonly account: string;
  readonly platform: string;
  readonly index: number;
  readonly text: string;
  readonly atMs: number;
  /** How often it has been shown, this time included. */
  readonly views: number;
}

export interface LedgerOperations {
  /** Notes what a platform charges for. */
  addCharge(account: string, purpose: Purpose, charge: Charge): Promise<void>;
  /** Millionths of a US dollar charged for this purpose from `fromMs` on, all accounts together. */
  spentMicroUsd(purpose: Purpose, fromMs: number): Promise<number>;
}

/** Which budget a charge counts for. */
export type Purpose = 'send' | 'read';

export interface PauseOperations {
  /** Nothing is sent for this account, or for any with `*`, until it is resumed. */
  pause(account: string, atMs: number): Promise<void>;
  resume(account: string): Promise<void>;
  /** Accounts that are paused, `*` among them where all are. */
  pausedAccounts(): Promise<ReadonlySet<string>>;
}

export interface HandleOperations {
  /** Permanent identifiers of handles that have been resolved, by handle. */
  resolvedHandles(): Promise<Readonly<Record<string, string>>>;
  keepResolved(handle: string, did: string, atMs: number): Promise<void>;
}
