import type { Delivery, Plan, Receipt, State } from './delivery/delivery.ts';
import type { Lane } from './delivery/lane.ts';
import type { Charge } from './platform.ts';
import type { DeliverySnapshot } from './report/comparable.ts';
import type { ReportedThread } from './report/groups.ts';
import type { ImportedPost, ImportedStanding, ImportSource } from './report/imported/history.ts';
import type { Measurable } from './report/measurable.ts';
import type { Tally } from './report/metrics/tally.ts';
import type { Snapshot } from './report/snapshot.ts';
import type { Arriving } from './schedule/identity.ts';
import type { Segment } from './schedule/offsets.ts';

/**
 * What Spool remembers: the port. Every operation is one transaction, durable when its promise resolves. Several
 * processes may use one store at once. Times are epoch milliseconds.
 */
export interface Store
  extends ArticleOperations,
    SlotOperations,
    DeliveryOperations,
    LaneOperations,
    LeaseOperations,
    NumberOperations,
    TimelineOperations,
    LedgerOperations,
    PauseOperations,
    UnbegunOperations,
    WatchOperations,
    ReadFileOperations,
    AccountOperations,
    HandleOperations,
    LookupOperations,
    ReportOperations,
    ImportOperations {
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
   * Notes that schedules exist, and whether any of their accounts is live; answers what is known of them, by id. Under
   * another definition (cron and zone) one begins anew: what it would have asked for in the past was never scheduled.
   */
  seeSchedules(schedules: readonly ScheduleSight[], nowMs: number): Promise<ReadonlyMap<string, SeenSchedule>>;
  /** Schedules that are not among these begin anew when they come back: nothing was owed while they were away. */
  retireSchedules(present: readonly string[]): Promise<void>;
  /** What is known of a schedule, without noting anything; `null` for one never seen. */
  seenSchedule(id: string): Promise<SeenSchedule | null>;
  /** Keys of a schedule's slots after this instant that have been decided. */
  decidedSlots(schedule: string, afterMs: number): Promise<ReadonlySet<string>>;
  /**
   * Decides a slot once, together with the deliveries it makes. `false`, and nothing written, where it was decided
   * before. A delivery that exists already (same article, account, mode and occasion) is left out. `moves` are what the
   * decision means for deliveries that were made for the slot beforehand; one that has begun stays as it is. Of a missed
   * slot all of them are missed.
   */
  decideSlot(slot: DecidedSlot, deliveries: readonly NewDelivery[], moves?: readonly Move[]): Promise<boolean>;
  /** By schedule: all slots up to then have been decided, none before is ever looked at again. Never moves back. */
  advanceSchedules(marks: ReadonlyMap<string, number>): Promise<void>;
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

export interface Move {
  readonly delivery: string;
  readonly change: Change;
}

/** A delivery as it is first stored. */
export type NewDelivery = Omit<Delivery, 'receipts' | 'removed' | 'anewMs' | 'attempts' | 'measuredMs' | 'updatedMs'>;

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
  /** Those with a post out that are neither finished nor given up. */
  begunDeliveries(): Promise<readonly Delivery[]>;
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

/** Deliveries of slots that nothing has been sent of: they can still be changed, moved and taken back. */
export interface UnbegunOperations {
  /** Held, planned or waiting, made by a slot, and without any attempt; by their slots. */
  unbegun(): Promise<readonly Delivery[]>;
  /** Everything that was made for a slot, whatever became of it. */
  deliveriesOfSlot(key: string): Promise<readonly SlotDelivery[]>;
  /** `false`, and nothing written, where it has begun or ended meanwhile. */
  moveUnbegun(move: Move): Promise<boolean>;
  /** Takes a delivery back as if it had never been, and puts another in its place. `false`, as above. */
  replaceUnbegun(id: string, by: NewDelivery | null): Promise<boolean>;
  /** Threads made since this instant that went out or may still, for keeping them apart. */
  threads(sinceMs: number): Promise<readonly ThreadTime[]>;
}

export type SlotDelivery = Pick<Delivery, 'id' | 'account' | 'live' | 'state'>;

export interface ThreadTime {
  readonly delivery: string;
  readonly account: string;
  readonly live: boolean;
  readonly title: string;
  readonly state: State;
  readonly schedule: string | null;
  /** When it began to go out, or may begin. */
  readonly atMs: number;
}

/** What was read of the files in `posts/`, so that a start need not read them all again. */
export interface ReadFileOperations {
  rememberedFiles(): Promise<readonly RememberedFile[]>;
  /** Adds some, or brings them up to date, and forgets others by their paths. */
  rememberFiles(files: readonly RememberedFile[], gone: readonly string[]): Promise<void>;
}

export interface RememberedFile {
  readonly path: string;
  /** Changes whenever the file does, or the program that read it. */
  readonly signature: string;
  /** What was read; JSON of this program. */
  readonly read: string;
}

/** What tells whether a worker is alive, and what it knew of the clocks. */
export interface WatchOperations {
  /** This worker has just looked at everything that was due. */
  beat(owner: string, atMs: number): Promise<void>;
  /** The newest beat of any worker; `null` where none ever ran. */
  lastBeatMs(): Promise<number | null>;
  /** The coming clock changes of zones, as they were last written down. */
  rememberedZones(): Promise<readonly RememberedZone[]>;
  rememberZones(zones: readonly RememberedZone[]): Promise<void>;
}

export interface RememberedZone {
  readonly zone: string;
  /** Version of the time zone data it follows from: `2026c`. */
  readonly version: string;
  /** The stretches with one offset; JSON of this program. */
  readonly segments: readonly Segment[];
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
  /** The author said to go on: what was tried before counts no longer. */
  readonly isByAuthor?: boolean;
}

/** What the queue is filled from. */
export interface LaneOperations {
  /** Lanes with something due that no worker is at, the one that has waited longest since it was due or had a turn first. */
  dueLanes(nowMs: number, limit: number): Promise<readonly DueLane[]>;
  /** The delivery of a lane that the worker goes on with now, as `dueDeliveries` orders them; `null` where it rests. */
  nextDue(lane: Lane, nowMs: number): Promise<string | null>;
}

export interface DueLane extends Lane {
  /** Since when its oldest delivery is due. */
  readonly sinceMs: number;
  /** About when it last had a turn; 0: never. */
  readonly turnMs: number;
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
  /**
   * Adds readings of one delivery, and notes when it was read and the greatest reading age that is served; -1 serves
   * none and is no reading of the worker's. The same reading twice is one.
   */
  addSnapshots(delivery: string, servedMs: number, snapshots: readonly Snapshot[]): Promise<void>;
  snapshots(delivery: string): Promise<readonly Snapshot[]>;
  /**
   * Deliveries with posts out whose readings are not yet all taken (less than `lastAgeMs` served), or that were read at
   * or after `readSinceMs`; the newest first.
   */
  measurable(lastAgeMs: number, readSinceMs: number): Promise<readonly Measurable[]>;
  /** Indices of the posts of a delivery that have a tombstone. */
  gonePosts(delivery: string): Promise<ReadonlySet<number>>;
}

export interface TimelineOperations {
  /** A rehearsal's post appears on the local timeline; the same again changes nothing. */
  showPost(post: TimelinePost): Promise<void>;
  /** The posts leave the timeline; where they are not on it, nothing changes. */
  hidePosts(delivery: string, indices: readonly number[]): Promise<void>;
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
  /** Notes what a platform charges for, without what of its `resources` was charged on the same UTC day before. */
  addCharge(account: string, purpose: Purpose, charge: Charge): Promise<void>;
  /** Millionths of a US dollar charged for this purpose from `fromMs` on, all accounts together. */
  spentMicroUsd(purpose: Purpose, fromMs: number): Promise<number>;
  /** Everything that was charged from `fromMs` on and before `toMs`, in order. */
  charges(fromMs: number, toMs: number): Promise<readonly LedgerEntry[]>;
}

/** One line of the ledger. */
export interface LedgerEntry extends Omit<Charge, 'resources'> {
  readonly account: string;
  readonly purpose: Purpose;
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

/** What the adapter of an account keeps beyond its process, by account id. */
export interface AccountOperations {
  recall(account: string, key: string): Promise<string | null>;
  /** `null` forgets. */
  remember(account: string, key: string, text: string | null): Promise<void>;
  /** Notes units of a limit that were used up. */
  spendUnits(account: string, atMs: number, units: number): Promise<void>;
  /** Units used at or after this instant. */
  spentUnits(account: string, sinceMs: number): Promise<number>;
}

export interface HandleOperations {
  /** Permanent identifiers of handles that have been resolved, by handle. */
  resolvedHandles(): Promise<Readonly<Record<string, string>>>;
  keepResolved(handle: string, did: string, atMs: number): Promise<void>;
}

/** What pages look up. Every answer is bounded or light. */
export interface LookupOperations {
  /** Deliveries in these states, the last changed first. */
  deliveriesIn(states: readonly State[], limit: number): Promise<readonly Delivery[]>;
  /** Those of one article, the newest first. */
  deliveriesOf(articleId: string, limit: number): Promise<readonly Delivery[]>;
  /** Readings of threads that began from `fromMs` on and before `toMs`, taken between these ages of their posts. */
  readingsNear(
    fromMs: number,
    toMs: number,
    ages: { readonly fromMs: number; readonly toMs: number },
  ): Promise<readonly DeliverySnapshot[]>;
  /** The last reading of each of their posts from each source, tombstones left out. */
  lastReadings(fromMs: number, toMs: number): Promise<readonly DeliverySnapshot[]>;
  /** Where every article stands: its newest delivery to each account in each mode, the newest first. */
  stands(): Promise<readonly ArticleStand[]>;
}

export interface ArticleStand {
  readonly articleId: string;
  readonly account: string;
  readonly live: boolean;
  readonly state: State;
  readonly atMs: number;
}

/** What the reports are made from. */
export interface ReportOperations {
  /** Threads whose first post appeared from `fromMs` on and before `toMs`, in order. */
  threadsBetween(fromMs: number, toMs: number): Promise<readonly ReportedThread[]>;
  /**
   * Their readings, by delivery, post and time: those taken at an age from `fromMs` to `toMs`, or of every post and source
   * the last that has numbers.
   */
  readingsBetween(
    fromMs: number,
    toMs: number,
    ages: { readonly fromMs: number; readonly toMs: number } | 'last',
  ): Promise<readonly DeliverySnapshot[]>;
  /** Counts for machines, with the numbers of the `newest` posts. */
  tally(newest: number): Promise<Tally>;
}

export interface ImportOperations {
  /** Adds posts and their numbers out of a file, all or nothing. Numbers that a post has from this source already, and
   * posts that are there already, change nothing. */
  importNumbers(file: ImportedFile): Promise<ImportedCount>;
  /** What was imported of posts from before `untilMs`, as last observed, without what Spool itself published. */
  importedPosts(untilMs: number): Promise<readonly ImportedStanding[]>;
}

export interface ImportedFile {
  readonly account: string;
  readonly platform: string;
  readonly source: ImportSource;
  /** When the numbers were as the file says. */
  readonly observedMs: number;
  readonly posts: readonly ImportedPost[];
}

/** What was new in a file. */
export interface ImportedCount {
  readonly posts: number;
  readonly readings: number;
}
