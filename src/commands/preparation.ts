import { systemClock } from '../clock.ts';
import type { Account, Config } from '../config/config.ts';
import type { Home } from '../config/home.ts';
import { publicWeb } from '../fetch/web.ts';
import { type ImageCache, openImageCache } from '../images/cache.ts';
import { lookForMedia, prepareMedia } from '../images/media.ts';
import { platformOf } from '../platforms/registry.ts';
import type { Post, Warning } from '../thread/thread.ts';
import type { Preparation } from '../worker/plan.ts';

/**
 * What planning needs beside the text. For a live account pictures are made ready, fetched where they are on the web; a
 * rehearsal asks nothing of the network and takes what is there.
 * @throws InputError where a picture of a live thread will not do
 */
export async function prepare(
  home: Home,
  config: Config,
  account: Account,
  article: string,
  posts: readonly Post[],
): Promise<Preparation> {
  if (!account.live) return look(home, config, account, article, posts);
  const { pictures: limits } = platformOf(account.platform);
  const media = await prepareMedia(imageCache(home, true), { posts, article, limits });
  return { media, dids: await knownDids(home, config, account.platform) };
}

/** What is ready without work, and what the author should know of the rest. */
export async function look(
  home: Home,
  config: Config,
  account: Account,
  article: string,
  posts: readonly Post[],
): Promise<Preparation & { readonly warnings: readonly Warning[] }> {
  const platform = platformOf(account.platform);
  const { media, warnings } = lookForMedia(imageCache(home, false), { posts, article, limits: platform.pictures });
  const dids = await knownDids(home, config, platform.id);
  return { media, dids, warnings: [...warnings, ...platform.unresolved(posts, dids)] };
}

export function imageCache(home: Home, withWeb: boolean): ImageCache {
  return openImageCache({ home, nowMs: systemClock.nowMs, web: withWeb ? publicWeb : null });
}

/** The store is opened only where somebody may be mentioned at all. */
async function knownDids(home: Home, { mentions }: Config, platform: string): Promise<Preparation['dids']> {
  const isNeeded = Object.values(mentions).some((handles) => handles[platform] !== undefined);
  if (!isNeeded) return {};
  const { readStore } = await import('./with-store.ts');
  return readStore(home, (store) => store.resolvedHandles(), {});
}
