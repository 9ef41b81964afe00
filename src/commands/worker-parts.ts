import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { systemClock } from '../clock.ts';
import { DEFAULT_TIMING } from '../delivery/timing.ts';
import { InputError } from '../errors.ts';
import { platformOf } from '../platforms/registry.ts';
import { rehearsalPublisher } from '../platforms/rehearsal/publisher.ts';
import { createLibrary } from '../posts/library.ts';
import type { Store } from '../store.ts';
import type { Emit } from '../worker/events.ts';
import type { WorkerParts } from '../worker/parts.ts';
import type { Studio } from '../worker/studio.ts';
import type { Setting } from './setting.ts';

interface Given extends Setting {
  readonly store: Store;
  readonly emit: Emit;
  readonly stopping: AbortSignal;
  readonly studio: Studio;
}

/** Puts the worker together: this is where ports meet their adapters. */
export function workerParts({ home, config, store, emit, stopping, studio }: Given): WorkerParts {
  return {
    ...{ store, config, emit, stopping, studio },
    clock: systemClock,
    timing: DEFAULT_TIMING,
    budget: config.budget,
    owner: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    library: createLibrary(home.posts, studio.read),
    publisherFor({ account, platform, live }) {
      if (!live) return rehearsalPublisher(platformOf(platform), store);
      throw new InputError({
        where: `account "${account}"`,
        problem: `this version of Spool cannot publish to ${platformOf(platform).name} yet`,
        next: 'Set live: false to rehearse',
      });
    },
  };
}
