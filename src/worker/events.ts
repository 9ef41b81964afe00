import type { State } from '../delivery/delivery.ts';

/** Everything the worker tells about, in one place. Ids and words, never a secret. */
export type SpoolEvent =
  | {
      readonly event: 'started';
      readonly accounts: readonly string[];
      readonly schedules: number;
      readonly home: string;
    }
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
  | ({ readonly event: 'measured'; readonly ageMs: number; readonly impressions: number | null } & AboutDelivery)
  | { readonly event: 'failed'; readonly what: string; readonly why: string };

export interface AboutDelivery {
  readonly delivery: string;
  readonly account: string;
  readonly title: string;
  readonly live: boolean;
}

export type Emit = (event: SpoolEvent) => void;
