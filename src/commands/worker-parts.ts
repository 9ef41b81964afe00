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
import { programVersion } from './program-version.ts';
import type { Setting } from './setting.ts';

interface Given {
  /** Asked anew for what may change. */
  readonly setting: Setting;
  readonly store: Store;
  readonly emit: Emit;
  readonly stopping: AbortSignal;
  readonly studio: Studio;
}

/** Puts the worker together: this is where ports meet their adapters. */
export function workerParts({ setting, store, emit, stopping, studio }: Given): WorkerParts {
  const { home } = setting;
  const clock = systemClock;
  const live = livePublishers({
    ...{ home, store, clock, emit, studio },
    config: () => setting.config,
    get environment() {
      return setting.environment;
    },
  });
  return {
    ...{ store, emit, stopping, studio, clock },
    get config() {
      return setting.config;
    },
    get timing() {
      return setting.config.timing;
    },
    get budget() {
      return setting.config.budget;
    },
    zoneData: process.versions.tz ?? 'unknown',
    host: { name: hostname(), pid: process.pid, version: programVersion(), startedMs: clock.nowMs() },
    owner: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    library: createLibrary(home.posts, studio.read, libraryMemory(store)),
    publisherFor: ({ account, platform, live: isLive }) =>
      isLive ? live(account) : rehearsalPublisher(platformOf(platform), store),
    forbids: ({ account, live: isLive }) =>
      isLive && setting.config.accounts.find(({ id }) => id === account)?.live !== true
        ? `the account "${account}" no longer says live: true`
        : null,
  };
}
