import type { Random } from '../servers/random.ts';
import type { Endpoint } from './endpoints.ts';
import type { Charge, Ledger } from './ledger.ts';
import type { MediaShelf } from './media.ts';
import type { Posts } from './posts.ts';
import type { XRequest } from './request.ts';
import type { Spelling, XAccount, XSettings } from './settings.ts';

/** Everything the platform knows. */
export interface State {
  readonly settings: XSettings;
  readonly posts: Posts;
  readonly media: MediaShelf;
  readonly ledger: Ledger;
  readonly random: Random;
}

/** One authenticated request on its way through its handler. */
export interface Call {
  readonly state: State;
  readonly endpoint: Endpoint;
  readonly account: XAccount;
  readonly request: XRequest;
  /** The `:id` of the path. */
  readonly id: string;
  /** The platform's clock at this request. */
  readonly now: number;
}

export function charge({ state, account, now }: Call, what: Charge, resource: string): void {
  state.ledger.charge(account.id, what, resource, now, state.settings.prices[what]);
}

export function spellingOf({ state, endpoint }: Call): Spelling {
  const { spelling } = state.settings;
  return typeof spelling === 'string' ? spelling : (spelling[endpoint] ?? 'old');
}

/** A name in the spelling of this endpoint: `referenced_tweets` or `referenced_posts`. */
export function spelled(call: Call, name: string): string {
  return spellingOf(call) === 'old' ? name : name.replace('tweet', 'post');
}

/** X's problem types carry the old host or the new one; which goes with the spelling here, so that clients meet both. */
export function problemType(call: Call, name: string): string {
  return `https://api.${spellingOf(call) === 'old' ? 'twitter' : 'x'}.com/2/problems/${name}`;
}
