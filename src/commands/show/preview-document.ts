import type { ReadArticle } from '../../article/read.ts';
import type { Account } from '../../config/config.ts';
import type { Platform } from '../../platform.ts';
import type { Thread } from '../../thread/thread.ts';

/** One account's thread, as it would go out. */
export interface PreviewedThread {
  readonly account: Account;
  readonly platform: Platform;
  readonly thread: Thread;
  /** What the link policy saves against addresses kept in the text, in US dollars. */
  readonly savedUsd: number;
}

/** `spool preview --json`, version 1: the contract that scripts rely on. */
export function previewDocument({ article, warnings, removed }: ReadArticle, threads: readonly PreviewedThread[]) {
  const { title, subtitle, author, canonicalUrl, publishedAt, language, words, source } = article;
  return {
    version: 1,
    article: { title, subtitle, author, canonicalUrl, publishedAt, language, words, source },
    threads: threads.map(({ account, platform, thread, savedUsd }) => ({
      account: account.id,
      platform: platform.id,
      live: account.live,
      style: thread.style,
      posts: thread.posts.map((post) => ({
        ...post,
        [platform.rules.facets ? 'record' : 'request']: platform.payload(post, { language }),
      })),
      cost: { ...platform.cost(thread.posts), savedUsd },
    })),
    warnings: [...warnings, ...uniqueWarnings(threads)],
    removed,
  };
}

/** Two platforms often warn of the same thing; it is said once. */
export function uniqueWarnings(threads: readonly PreviewedThread[]) {
  const all = threads.flatMap(({ thread }) => thread.warnings);
  return [...new Map(all.map((warning) => [JSON.stringify(warning), warning])).values()];
}
