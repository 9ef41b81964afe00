import type { Delivery, Plan, PlannedPost } from './delivery/delivery.ts';
import type { Settling, Sighting, Verdict } from './delivery/verdict.ts';
import type { PictureLimits } from './images/limits.ts';
import type { Snapshot } from './report/snapshot.ts';
import type { Rules } from './thread/rules.ts';
import type { Post, Warning } from './thread/thread.ts';

/** A platform without its network: rules, format and prices. Pure; preview needs nothing else. */
export interface Platform {
  /** `x` */
  readonly id: string;
  /** As people write it: `X`. */
  readonly name: string;
  readonly rules: Rules;
  /** The platform's own form of a post: the request body or record as it will be sent, reply and time excepted. */
  payload(post: Post, context: PayloadContext): Readonly<Record<string, unknown>>;
  /** Which posts of a thread leave in one request: one each, or all together. */
  steps(posts: number): readonly (readonly number[])[];
  cost(posts: readonly Post[]): Cost;
  /** What it takes as a picture. */
  readonly pictures: PictureLimits;
  /** What an author should know of mentions whose account has not been found out; none where names alone mention. */
  unresolved(posts: readonly Post[], dids: Readonly<Record<string, string>>): readonly Warning[];
  /** How to find out who is behind a handle; `null` where the handle itself mentions. */
  readonly resolving: Resolving | null;
  /** Whether it tells how often a post was seen; where it does not, impressions are `null`. */
  readonly reportsImpressions: boolean;
  /** Last parts of the names of the environment variables that hold an account's secrets. */
  readonly secrets: readonly string[];
}

export interface Resolving {
  /** The public address that answers for a handle. */
  address(handle: string): string;
  /** The permanent identifier in its answer; `null` where there is none. */
  read(answer: string): string | null;
}

export interface PayloadContext {
  /** BCP 47 tag of the article. */
  readonly language: string;
  /** Permanent identifiers of handles, as far as they have been found out. */
  readonly dids?: Readonly<Record<string, string>>;
  /** The post's pictures, as far as they are ready, by the source it names. */
  readonly media?: Readonly<Record<string, Medium>>;
}

/** A picture as it will be uploaded. */
export interface Medium {
  /** CIDv1 of its bytes. */
  readonly cid: string;
  readonly mimeType: string;
  readonly bytes: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** What sending costs by the platform's price list. */
export interface Cost {
  readonly usd: number;
  readonly lines: readonly { readonly what: string; readonly count: number; readonly usd: number }[];
  /** Date of the price list; `null` where there is nothing to pay. */
  readonly pricesAsOf: string | null;
}

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
  /** Reads the present numbers of all posts that are out. */
  measure(delivery: Delivery, nowMs: number): Promise<readonly Snapshot[]>;
  /**
   * Looks, before the first post of a thread, whether the whole of it can go out: credentials, limits, pictures. `null`:
   * it can. Absent where there is nothing to look at.
   */
  preflight?(delivery: Delivery, nowMs: number): Promise<Hindrance | null>;
  /** Removes the posts of a step; removing what is not there is `removed` too. */
  remove?(request: StepRequest): Promise<Removal>;
  /** Tries the credentials without posting. */
  checkAccount?(nowMs: number): Promise<AccountHealth>;
}

/** Why a thread is not begun: a verdict of the kinds that leave nothing behind. */
export type Hindrance = Extract<Verdict, { kind: 'not-sent' | 'wait' | 'give-up' }>;

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
