import type { Clock } from './clock.ts';
import type { Delivery, Plan, PlannedPost, Receipt } from './delivery/delivery.ts';
import type { Settling, Sighting, Verdict } from './delivery/verdict.ts';
import type { Snapshot } from './report/snapshot.ts';

/** What a live adapter is given of the world around it: one for each account and process. */
export interface Surroundings {
  /** The account's name there, without the leading `@`. */
  readonly handle: string;
  /** Address to use instead of the platform's own; `null` for the platform's own. */
  readonly service: string | null;
  /** Address to read public numbers from, where a platform has one; `null` for its own. */
  readonly appView: string | null;
  /** By the last part of their names, as in `Platform.secrets`; all of them are there. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** After which a request is given up, in milliseconds. */
  readonly requestMs: number;
  /** For a platform whose "it is not there" takes time to be believed. */
  readonly settling: Settling;
  readonly loadMedia: LoadMedia;
  readonly memory: AccountMemory;
  /** Told of everything the platform charges for. Must not throw. */
  readonly onCharge: (charge: Charge) => void;
}

/**
 * Makes the live adapter of one account. It keeps sessions, limits and uploads for as long as it lives.
 * @throws InputError for an address that is none
 */
export type Connect = (surroundings: Surroundings) => Publisher;

/** What an account's adapter keeps beyond its process. */
export interface AccountMemory {
  recall(key: string): Promise<string | null>;
  /** Nothing secret, unless it is locked. `null` forgets. */
  remember(key: string, text: string | null): Promise<void>;
  /** Notes units of a limit that the platform counts but does not tell. */
  spend(atMs: number, units: number): Promise<void>;
  /** Units spent at or after this instant. */
  spent(sinceMs: number): Promise<number>;
}

/** A picture's file as it will be uploaded. */
export interface LoadedMedium {
  readonly bytes: Uint8Array;
  /** As the bytes say, not the name: platforms look too. `image/jpeg` */
  readonly mimeType: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Where a picture is named, and what for: a link card's has a limit of its own. */
export interface MediaUse {
  /** `DeliveredArticle.source` */
  readonly article: string;
  readonly use: 'image' | 'thumbnail';
}

/**
 * @param source as the article gives it
 * @throws InputError in words for the author where it cannot be had, Unreachable where it may be had later
 */
export type LoadMedia = (source: string, use: MediaUse) => Promise<LoadedMedium>;

/** The port: what the worker asks of a platform. Adapters never throw for what a platform answers; they say it. */
export interface Publisher {
  /** How much its "it is not there" is worth. */
  readonly settling: Settling;
  /**
   * Fixes what the platform would otherwise make up, such as record keys and creation times, when a thread begins to go
   * out: the plan that comes back is stored before its first intent, and `send`, `look` and `remove` are functions of it
   * alone. A plan that is sealed already comes back as it is. Sends nothing. Absent where there is nothing to fix.
   */
  seal?(delivery: Delivery, nowMs: number): Promise<Plan | Hindrance>;
  /** Sends the posts of one step, once, with no retry of its own; asks `mayLeave` right before the request leaves. */
  send(request: SendRequest): Promise<Verdict>;
  /** Reads the platform to find the posts of a step whose outcome is unknown. */
  look(request: StepRequest): Promise<Sighting>;
  /** Reads the present numbers of the posts that are out, of several deliveries of one account in one go. */
  measure(question: Question): Promise<Numbers>;
  /** What reading one post costs, once a UTC day, in millionths of a US dollar. Absent where it costs nothing. */
  readonly readMicroUsd?: number;
  /**
   * Looks, before the first post of a thread, whether the whole of it can go out: credentials, limits, pictures. `null`:
   * it can. Absent where there is nothing to look at.
   */
  preflight?(delivery: Delivery, nowMs: number): Promise<Hindrance | null>;
  /** Removes the posts of a step; removing what is not there is `removed` too. */
  remove?(request: StepRequest): Promise<Removal>;
  /**
   * Finds what the author says is there: the post at this address of the account's own profile, as the first post of a
   * step that lacks a receipt, and on platforms whose threads leave whole, those that follow it. Absent where nothing
   * has an address.
   */
  adopt?(request: StepRequest, url: string): Promise<Adoption>;
  /** Tries the credentials without posting. */
  checkAccount?(nowMs: number): Promise<AccountHealth>;
}

/** Whose numbers are wanted. */
export interface Question {
  /** All of one account; `receipts` are those of the posts whose numbers are wanted. */
  readonly deliveries: readonly Delivery[];
  readonly nowMs: number;
  /** Most that may be paid for what was not expected, in millionths of a US dollar: posts that have to be looked for. */
  readonly mostMicroUsd: number;
}

export interface Numbers {
  /**
   * By delivery id; a delivery that could not be read is not among them. A post that the platform did not show has no
   * snapshot; one of which it said that it is no longer there has a tombstone, its last.
   */
  readonly read: ReadonlyMap<string, readonly Snapshot[]>;
  /** Why the others could not be read; `null`: all were. */
  readonly hindrance: Hindrance | null;
  /** What the author should know of the numbers from now on, such as some that are refused. A whole sentence each. */
  readonly notes: readonly string[];
}

/** Why a thread is not begun: a verdict of the kinds that leave nothing behind. */
export type Hindrance = Extract<Verdict, { kind: 'not-sent' | 'wait' | 'give-up' }>;

export type Adoption =
  | { readonly kind: 'found'; readonly receipts: readonly Receipt[] }
  /** It is no post that could be this one, or cannot be looked at now; a sentence without a final stop. */
  | { readonly kind: 'refused'; readonly why: string };

export type Removal = { readonly kind: 'removed' } | Exclude<Verdict, { kind: 'sent' }>;

/** What is known of an account without posting. Sentences without a final stop. */
export interface AccountHealth {
  readonly isUsable: boolean;
  /** What was found out: who it is, what it may do, what is left of its limits. */
  readonly findings: readonly string[];
  /** What is wrong and what to do about it. */
  readonly problems: readonly string[];
  /** What only posting could show. */
  readonly unknowns: readonly string[];
}

/** Something the platform charges for, as it happens. */
export interface Charge {
  readonly atMs: number;
  /** As in the price list: `post`, `post with URL`, `owned read`, … */
  readonly what: string;
  readonly count: number;
  /** Millionths of a US dollar for all of them. */
  readonly microUsd: number;
  /**
   * Ids of what was read, one for each of `count`, where the platform charges for the same once a UTC day: the ledger
   * leaves out what it has for that day. Absent for what is charged each time.
   */
  readonly resources?: readonly string[];
}

/** Which of the author's two budgets a charge counts for: prices of reading end in "read". */
export function purposeOf({ what }: Pick<Charge, 'what'>): 'send' | 'read' {
  return what.endsWith(' read') ? 'read' : 'send';
}

export interface StepRequest {
  readonly delivery: Delivery;
  readonly step: number;
  readonly nowMs: number;
}

export interface SendRequest extends StepRequest {
  /**
   * Whether the intent behind this request is still fresh. `false`: the machine paused meanwhile, another worker may have
   * gone on, and the request must not leave; the verdict is `STALE`.
   */
  mayLeave(): boolean;
}

export const STALE: Hindrance = { kind: 'not-sent', why: 'the machine paused between deciding and sending' };

/** The posts of a step with their indices. */
export function postsOf({
  delivery,
  step,
}: StepRequest): readonly { readonly index: number; readonly planned: PlannedPost }[] {
  return (delivery.plan.steps[step] ?? []).flatMap((index) => {
    const planned = delivery.plan.posts[index];
    return planned === undefined ? [] : [{ index, planned }];
  });
}
