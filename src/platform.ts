import type { PictureLimits } from './images/limits.ts';
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
  /** Most posts of a thread; `null`: as many as there are. */
  readonly mostPosts: number | null;
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
  /** In the first post of a thread: who may reply to it, where a platform lets authors choose. Default: everyone. */
  readonly repliers?: Repliers;
}

/** Who may reply to a thread besides its author: those it mentions, those who follow the author, whom the author follows. */
export type Repliers = 'everyone' | 'nobody' | readonly ('mentioned' | 'followers' | 'following')[];

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
