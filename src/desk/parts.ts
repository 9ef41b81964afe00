import type { Clock } from '../clock.ts';
import type { Account, Config } from '../config/config.ts';
import type { Home } from '../config/home.ts';
import type { AuthorAction } from '../delivery/outlook.ts';
import type { Platform } from '../platform.ts';
import type { Library } from '../posts/library.ts';
import type { AccountHealth } from '../publisher.ts';
import type { Store } from '../store.ts';
import type { Emit } from '../worker/events.ts';
import type { Studio } from '../worker/studio.ts';
import type { Live } from './live.ts';
import type { DeskStudio } from './studio.ts';

/** What the desk is made of, put together by a command. */
export interface DeskParts {
  readonly home: Home;
  readonly store: Store;
  readonly clock: Clock;
  /** The configuration as the worker has it now. */
  config(): Config;
  /** The library of the worker, so that a file is read once for both. */
  readonly library: Library;
  readonly studio: Studio & DeskStudio;
  readonly live: Live;
  /** Tells the log, and the pages that are open. */
  readonly emit: Emit;
  readonly platformIds: readonly string[];
  platform(id: string): Platform;
  /** Does what the author asks of a delivery; `urls` are for adopting. @throws InputError where its state does not allow it */
  act(action: AuthorAction, delivery: string, urls: readonly string[]): Promise<void>;
  /** Tries an account's credentials without posting; `null` where a platform has no way to. Asks the network. */
  checkAccount(account: Account): Promise<AccountHealth | null>;
  /** Names of the environment variables an account reads, and whether each is set. Values stay where they are. */
  secrets(account: Account): readonly { readonly name: string; readonly isSet: boolean }[];
  /** Numbers for machines, as OpenMetrics text. */
  metrics(): Promise<{ readonly text: string; readonly type: string }>;
  /** Does some work a little later, when whatever is being started has settled; not if the worker ends before. */
  soon(work: () => void): void;
  /** Called when nobody has asked for anything for a while. */
  rest(): void;
  /** A picture an article names, from its folder or from the cache. Never fetched. @throws InputError */
  picture(article: string, source: string): Picture | null;
}

export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}
