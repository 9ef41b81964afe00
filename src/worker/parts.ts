import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Timing } from '../delivery/timing.ts';
import type { Publisher } from '../platform.ts';
import type { Store } from '../store.ts';
import type { Emit } from './events.ts';

/** What the worker is made of: ports and settings, put together by a command. */
export interface WorkerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly config: Config;
  readonly timing: Timing;
  readonly emit: Emit;
  /** Tells this worker from others that share the store. */
  readonly owner: string;
  /** Aborted when the worker is to stop: nothing new is begun. */
  readonly stopping: AbortSignal;
  /** The adapter a delivery goes through: the platform's own, or the rehearsal of it. */
  publisherFor(delivery: Pick<Delivery, 'account' | 'platform' | 'live'>): Publisher;
  readonly planning: Planning;
}

/** Turns articles into deliveries; reads `posts/`. */
export interface Planning {
  /** What is in `posts/` now, and what could not be read. */
  articles(): Promise<Library>;
  /** The plan of one article for one account. @throws InputError where it cannot be made */
  plan(source: string, account: string): Promise<PlannedArticle>;
}
