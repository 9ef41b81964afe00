import { systemClock } from '../clock.ts';
import { voiceOf } from '../config/authors.ts';
import type { Account, Config } from '../config/config.ts';
import type { Home } from '../config/home.ts';
import { publicWeb } from '../fetch/web.ts';
import { type ImageCache, openImageCache } from '../images/cache.ts';
import { lookForMedia, prepareMedia } from '../images/media.ts';
import { platformOf } from '../platforms/registry.ts';
import type { Post, Warning } from '../thread/thread.ts';
import type { Preparation } from '../worker/plan.ts';
import { findCardPictures, knownCardPictures } from './card-pictures.ts';

interface Prepared extends Preparation {
  /** The thread's, with the pictures of their link cards. */
  readonly posts: readonly Post[];
}

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
): Promise<Prepared> {
  if (!account.live) return look(home, config, account, article, posts);
  const { pictures: limits } = platformOf(account.platform);
  const cache = imageCache(home, true);
  const shown = await findCardPictures(cache, { posts, article, limits });
  const media = await prepareMedia(cache, { posts: shown, article, limits });
  return { posts: shown, media, dids: await knownDids(home, config, account) };
}

/** What is ready without work, and what the author should know of the rest. */
export async function look(
  home: Home,
  config: Config,
  account: Account,
  article: string,
  posts: readonly Post[],
): Promise<Prepared & { readonly warnings: readonly Warning[] }> {
  const platform = platformOf(account.platform);
  const { pictures: limits } = platform;
  const cache = imageCache(home, false);
  const cards = knownCardPictures(cache, { posts, article, limits }, account.live);
  const { media, warnings } = lookForMedia(cache, { posts: cards.posts, article, limits });
  const dids = await knownDids(home, config, account);
  return {
    ...{ posts: cards.posts, media, dids },
    warnings: [...warnings, ...cards.warnings, ...platform.unresolved(posts, dids)],
  };
}

export function imageCache(home: Home, withWeb: boolean): ImageCache {
  return openImageCache({ home, nowMs: systemClock.nowMs, web: withWeb ? publicWeb : null });
}

/** The store is opened only where somebody may be mentioned at all. */
async function knownDids(home: Home, config: Config, { id, platform }: Account): Promise<Preparation['dids']> {
  const { mentions } = voiceOf(config, id);
  const isNeeded = Object.values(mentions).some((handles) => handles[platform] !== undefined);
  if (!isNeeded) return {};
  const { readStore } = await import('./with-store.ts');
  return readStore(home, (store) => store.resolvedHandles(), {});
}
