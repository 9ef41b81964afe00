import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { systemClock } from '../clock.ts';
import { platformOf } from '../platforms/registry.ts';
import { rehearsalPublisher } from '../platforms/rehearsal/publisher.ts';
import { createLibrary } from '../posts/library.ts';
import type { Store } from '../store.ts';
import type { Emit } from '../worker/events.ts';
import type { WorkerParts } from '../worker/parts.ts';
import type { Studio } from '../worker/studio.ts';
import { libraryMemory } from './library-memory.ts';
import { livePublishers } from './live.ts';
import type { Setting } from './setting.ts';

interface Given extends Setting {
  readonly store: Store;
  readonly emit: Emit;
  readonly stopping: AbortSignal;
  readonly studio: Studio;
}

/** Puts the worker together: this is where ports meet their adapters. Asks `given` anew for what may change. */
export function workerParts(given: Given): WorkerParts {
  const { home, store, emit, stopping, studio } = given;
  const clock = systemClock;
  const live = livePublishers({
    ...{ home, store, clock, emit, studio },
    config: () => given.config,
    get environment() {
      return given.environment;
    },
  });
  return {
    ...{ store, emit, stopping, studio, clock },
    get config() {
      return given.config;
    },
    get timing() {
      return given.config.timing;
    },
    get budget() {
      return given.config.budget;
    },
    zoneData: process.versions.tz ?? 'unknown',
    owner: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    library: createLibrary(home.posts, studio.read, libraryMemory(store)),
    publisherFor: ({ account, platform, live: isLive }) =>
      isLive ? live(account) : rehearsalPublisher(platformOf(platform), store),
    forbids: ({ account, live: isLive }) =>
      isLive && given.config.accounts.find(({ id }) => id === account)?.live !== true
        ? `the account "${account}" no longer says live: true`
        : null,
  };
}
