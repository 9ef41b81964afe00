import type { ReadArticle } from '../../article/read.ts';
import type { Account } from '../../config/config.ts';
import type { Platform } from '../../platform.ts';
import type { Thread, Warning } from '../../thread/thread.ts';
import type { Preparation } from '../../worker/plan.ts';

/** One account's thread, as it would go out. */
export interface PreviewedThread {
  readonly account: Account;
  readonly platform: Platform;
  readonly thread: Thread;
  /** What the link policy saves against addresses kept in the text, in US dollars. */
  readonly savedUsd: number;
  /** Pictures and mentions as far as they are known, and warnings about the rest. */
  readonly preparation: Preparation & { readonly warnings: readonly Warning[] };
}

/** `spool preview --json`, version 1: the contract that scripts rely on. */
export function previewDocument({ article, warnings, removed }: ReadArticle, threads: readonly PreviewedThread[]) {
  const { title, subtitle, author, canonicalUrl, publishedAt, language, words, source } = article;
  return {
    version: 1,
    article: { title, subtitle, author, canonicalUrl, publishedAt, language, words, source },
    threads: threads.map(({ account, platform, thread, savedUsd, preparation: { dids, media } }) => ({
      account: account.id,
      platform: platform.id,
      live: account.live,
      style: thread.style,
      posts: thread.posts.map((post, index) => ({
        ...post,
        [platform.rules.facets ? 'record' : 'request']: platform.payload(post, {
          language,
          dids,
          media: media[index] ?? {},
        }),
      })),
      cost: { ...platform.cost(thread.posts), savedUsd },
    })),
    warnings: [...warnings, ...uniqueWarnings(threads)],
    removed,
  };
}

/** Two platforms often warn of the same thing; it is said once. */
export function uniqueWarnings(threads: readonly PreviewedThread[]) {
  const all = threads.flatMap(({ thread, preparation }) => [...thread.warnings, ...preparation.warnings]);
  return [...new Map(all.map((warning) => [JSON.stringify(warning), warning])).values()];
}
