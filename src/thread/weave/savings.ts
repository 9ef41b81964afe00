import type { Article } from '../../article/article.ts';
import type { ThreadOptions } from '../options.ts';
import type { Rules } from '../rules.ts';
import type { Post } from '../thread.ts';
import { weave } from './weave.ts';

/** A platform's rules and price list. */
export interface Priced {
  readonly rules: Rules;
  cost(posts: readonly Post[]): { readonly usd: number };
}

/** US dollars that the link policy saves against keeping every link in its post; exact to a millionth. */
export function linkSavings(
  article: Article,
  { rules, cost }: Priced,
  options: ThreadOptions,
  posts: readonly Post[],
): number {
  // Where links are facets their words stay links under every policy.
  if (options.link === 'keep' || rules.facets) return 0;
  const kept = weave(article, rules, { ...options, link: 'keep' });
  return Math.round((cost(kept.posts).usd - cost(posts).usd) * 1_000_000) / 1_000_000;
}
