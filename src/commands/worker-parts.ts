import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { readArticle } from '../article/read.ts';
import { systemClock } from '../clock.ts';
import { DEFAULT_TIMING } from '../delivery/timing.ts';
import { InputError } from '../errors.ts';
import { platformOf } from '../platforms/registry.ts';
import { rehearsalPublisher } from '../platforms/rehearsal/publisher.ts';
import { createLibrary } from '../posts/library.ts';
import { readArticleFile } from '../posts/read-file.ts';
import type { Store } from '../store.ts';
import type { Emit } from '../worker/events.ts';
import type { WorkerParts } from '../worker/parts.ts';
import type { Setting } from './setting.ts';

interface Given extends Setting {
  readonly store: Store;
  readonly emit: Emit;
  readonly stopping: AbortSignal;
}

/** Puts the worker together: this is where ports meet their adapters. */
export function workerParts({ home, config, store, emit, stopping }: Given): WorkerParts {
  return {
    ...{ store, config, emit, stopping, platformOf },
    clock: systemClock,
    timing: DEFAULT_TIMING,
    budget: config.budget,
    costOf: ({ platform, plan }) => platformOf(platform).cost(plan.posts.map(({ post }) => post)).usd,
    owner: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    library: createLibrary(home.posts, home.root),
    async readArticle(source) {
      return (await readArticle(await readArticleFile(source, home.root, home.root))).article;
    },
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
