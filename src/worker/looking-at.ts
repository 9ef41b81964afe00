import type { Config } from '../config/config.ts';
import type { Scan } from '../posts/library.ts';
import type { Store } from '../store.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';

/** The store for one who only looks: a schedule that the worker has not met yet is treated as if it met it now. */
export function lookingAt(store: Store): Store {
  return {
    ...store,
    async rememberArticles() {},
    async rememberFiles() {},
    async seeSchedules(schedules, nowMs) {
      const seen = schedules.map(async ({ id, live }) => {
        const unseen = { firstSeenMs: nowMs, firstLiveMs: live ? nowMs : null, decidedMs: nowMs };
        return [id, (await store.seenSchedule(id)) ?? unseen] as const;
      });
      return new Map(await Promise.all(seen));
    },
  };
}

/** The articles under the names the worker knows them by; nothing is noted. */
export function seeCatalogue(scan: Scan, store: Store, config: Config, nowMs: number): Promise<Catalogue> {
  return readCatalogue(scan, lookingAt(store), { config, nowMs, onEdited: async () => {} });
}
