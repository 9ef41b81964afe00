import type { Catalogue } from '../../worker/catalogue.ts';
import { type ForecastSlot, forecast } from '../../worker/forecast.ts';
import { seeCatalogue } from '../../worker/looking-at.ts';
import type { DeskParts } from '../parts.ts';

/** The articles of `posts/` under the names the worker knows them by; nothing is noted. */
export async function deskCatalogue({ library, store, config, clock }: DeskParts): Promise<Catalogue> {
  return seeCatalogue(await library.scan(), store, config(), clock.nowMs());
}

/** What the coming slots would publish, without their costs: those take cutting every article. */
export function coming(parts: DeskParts, days: number): Promise<readonly ForecastSlot[]> {
  const { clock, library, store } = parts;
  const plan = { posts: [], steps: [], costUsd: 0 };
  const studio = {
    ...parts.studio,
    plan: async (source: string) => ({ title: '', source, contentHash: '', plan }),
  };
  return forecast({ config: parts.config(), clock, library, store, studio }, days);
}
