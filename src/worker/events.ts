import type { State } from '../delivery/delivery.ts';

/** Everything the worker tells about, in one place. Ids and words, never a secret. */
export type SpoolEvent =
  | {
      readonly event: 'started';
      readonly accounts: readonly string[];
      readonly schedules: number;
      readonly home: string;
    }
  /** `null`: no port was free. */
  | { readonly event: 'desk-opened'; readonly address: string | null }
  /** Somebody at this address gave the desk's password. */
  | { readonly event: 'desk-entered'; readonly address: string }
  | { readonly event: 'desk-refused'; readonly address: string; readonly why: string }
  | { readonly event: 'stopping' }
  | { readonly event: 'stopped' }
  | {
      readonly event: 'slot-served';
      readonly key: string;
      readonly title: string;
      readonly accounts: readonly string[];
    }
  | {
      readonly event: 'slots-missed';
      readonly summary: string;
      readonly slots: readonly { readonly key: string; readonly why: string }[];
    }
  /** The account's manners let nothing go at this slot, nor soon enough after it. */
  | { readonly event: 'slot-blocked'; readonly key: string; readonly account: string; readonly why: string }
  /** A delivery is held until the author approves exactly this text. `why`: where it asks again. */
  | ({
      readonly event: 'approval-wanted';
      readonly local: string;
      readonly why: string | null;
      readonly posts: number;
    } & AboutDelivery)
  /** A delivery that had not begun was taken back as if it had never been. */
  | ({ readonly event: 'withdrawn'; readonly why: string } & AboutDelivery)
  /** It went to these accounts with another text, and is not sent again. */
  | { readonly event: 'article-edited'; readonly source: string; readonly accounts: readonly string[] }
  | { readonly event: 'slots-moved'; readonly summary: string; readonly keys: readonly string[] }
  | { readonly event: 'config-changed'; readonly changes: readonly string[] }
  /** The configuration cannot be used as it is now; the last good one goes on. */
  | { readonly event: 'config-broken'; readonly faults: readonly string[] }
  /** An author's own file has changed, or appeared, or is in order again. */
  | { readonly event: 'author-changed'; readonly author: string; readonly changes: readonly string[] }
  /** It cannot be used as it is: the last good one goes on, or, where there was none, nothing of the author's is done. */
  | {
      readonly event: 'author-faulty';
      readonly author: string;
      readonly faults: readonly string[];
      readonly goesOn: boolean;
    }
  /** It is gone: the author's schedules have ended. */
  | { readonly event: 'author-retired'; readonly author: string }
  | { readonly event: 'nothing-left'; readonly schedule: string; readonly why: string; readonly next: string }
  | { readonly event: 'article-skipped'; readonly source: string; readonly why: string }
  | ({
      readonly event: 'post-sent';
      readonly post: number;
      readonly of: number;
      readonly url: string | null;
    } & AboutDelivery)
  | ({
      readonly event: 'state-changed';
      readonly state: State;
      readonly why: string | null;
      readonly posts: number;
    } & AboutDelivery)
  /** A thread has stopped half-way, for as long as the author wants to be told. */
  | ({
      readonly event: 'half-thread';
      readonly sent: number;
      readonly of: number;
      readonly sinceMs: number;
      readonly state: State;
      readonly why: string | null;
    } & AboutDelivery)
  | ({ readonly event: 'post-removed'; readonly post: number } & AboutDelivery)
  | ({ readonly event: 'measured'; readonly ageMs: number; readonly impressions: number | null } & AboutDelivery)
  /** The platform says that the post is no longer there: it is not read any more. */
  | ({ readonly event: 'post-gone'; readonly post: number } & AboutDelivery)
  /** Numbers that are due are left alone. */
  | { readonly event: 'not-read'; readonly account: string; readonly why: string }
  /** What the author should know of an account, once. */
  | { readonly event: 'note'; readonly account: string; readonly note: string }
  | { readonly event: 'failed'; readonly what: string; readonly why: string };

export interface AboutDelivery {
  readonly delivery: string;
  readonly account: string;
  readonly title: string;
  readonly live: boolean;
}

export type Emit = (event: SpoolEvent) => void;
