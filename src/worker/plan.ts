import type { Article } from '../article/article.ts';
import type { Voice } from '../config/config.ts';
import { type Overrides, threadOptions } from '../config/thread-options.ts';
import { InputError } from '../errors.ts';
import type { PayloadContext, Platform, Repliers } from '../platform.ts';
import { contentHash } from '../schedule/identity.ts';
import type { Thread } from '../thread/thread.ts';
import { weave } from '../thread/weave/weave.ts';
import type { PlannedArticle } from './studio.ts';

/** The thread an article becomes on an account: what preview shows is what is planned, since both call this. */
export function threadFor(article: Article, platform: Platform, voice: Voice, overrides: Overrides = {}): Thread {
  return weave(article, platform.rules, threadOptions(voice, platform.rules, article.front.thread, overrides));
}

/** What has been found out before an article is planned. */
export interface Preparation {
  readonly dids: Readonly<Record<string, string>>;
  /** The pictures of each post, as far as they are ready. */
  readonly media: readonly PayloadContext['media'][];
  /** Who may reply; default: everyone. */
  readonly repliers?: Repliers;
}

/**
 * Fixes an article's thread: every post with the platform's own form of it, and the requests it leaves in.
 * @throws InputError for a thread of more posts than the platform takes
 */
export function planArticle(
  article: Article,
  { posts }: Thread,
  platform: Platform,
  { dids, media, repliers = 'everyone' }: Preparation,
): PlannedArticle {
  const { language, title, source } = article;
  if (platform.mostPosts !== null && posts.length > platform.mostPosts) throw tooLong(source, posts.length, platform);
  const plan = {
    posts: posts.map((post, index) => ({
      post,
      payload: platform.payload(post, {
        ...{ language, dids, media: media[index] ?? {} },
        ...(index === 0 ? { repliers } : {}),
      }),
    })),
    steps: platform.steps(posts.length),
    costUsd: platform.cost(posts).usd,
  };
  return { title, source, contentHash: contentHash(article), plan };
}

function tooLong(where: string, posts: number, { name, mostPosts }: Platform): InputError {
  return new InputError({
    where,
    problem: `the thread has ${posts} posts, and ${name} takes ${mostPosts} in one`,
    next: 'Choose the style highlights or teaser for it',
  });
}
