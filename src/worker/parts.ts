import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Timing } from '../delivery/timing.ts';
import type { Library } from '../posts/library.ts';
import type { Publisher } from '../publisher.ts';
import type { Host } from '../store/hosts.ts';
import type { Store } from '../store.ts';
import type { Emit } from './events.ts';
import type { Studio } from './studio.ts';

/** What publishing needs: ports, settings and a place to tell what happens. */
export interface PublishingParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly emit: Emit;
  /** Tells this worker from others that share the store. */
  readonly owner: string;
  /** Aborted when the worker is to stop: nothing new is begun. */
  readonly stopping: AbortSignal;
  /** The adapter a delivery goes through: the platform's own, or the rehearsal of it. */
  publisherFor(delivery: Pick<Delivery, 'account' | 'platform' | 'live'>): Publisher | Promise<Publisher>;
  /** Why a delivery may not be sent whatever its plan, in words: a live one whose account is live no more. `null`: it may. */
  forbids(delivery: Pick<Delivery, 'account' | 'live'>): string | null;
  /** Most US dollars a month. */
  readonly budget: { readonly sendUsd: number };
}

/** What the worker is made of, put together by a command. */
export interface WorkerParts extends PublishingParts {
  /** Version of the time zone data of this process: `2026c`. */
  readonly zoneData: string;
  /** This process, as it is told to whoever asks which hosts there are. */
  readonly host: Omit<Host, 'owner'>;
  readonly config: Config;
  readonly library: Library;
  readonly studio: Studio;
}
