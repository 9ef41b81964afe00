import type { RememberedArticle } from '../store/articles.ts';
import type { Catalogue } from './catalogue.ts';
import type { WorkerParts } from './parts.ts';

/** An article that went out and has another text now is reported, once for each edit; it is not sent again by itself. */
export async function tellEdited(
  { store, emit }: Pick<WorkerParts, 'store' | 'emit'>,
  edited: readonly RememberedArticle[],
): Promise<void> {
  const delivered = await store.deliveredArticles(edited.map(({ id }) => id));
  for (const { id, path, contentHash } of edited) {
    const before = delivered.filter((each) => each.articleId === id && each.contentHash !== contentHash);
    const accounts = [...new Set(before.filter(({ state }) => state !== 'held').map(({ account }) => account))];
    if (accounts.length > 0) emit({ event: 'article-edited', source: path, accounts: accounts.toSorted() });
  }
}

export interface StaleArticle {
  readonly title: string;
  readonly source: string;
  /** Accounts whose last delivery of it has another text than it has now. */
  readonly accounts: readonly string[];
}

/** Articles that have been edited since they last went out, and are not sent again by themselves; by their paths. */
export async function staleArticles(
  store: Pick<WorkerParts['store'], 'deliveredArticles'>,
  { articles, entries }: Catalogue,
): Promise<readonly StaleArticle[]> {
  const delivered = await store.deliveredArticles(articles.map(({ id }) => id));
  const byArticle = Map.groupBy(delivered, ({ articleId }) => articleId);
  return articles.flatMap(({ id, title, path }) => {
    const present = entries.get(id)?.identity.contentHash;
    const last = new Map((byArticle.get(id) ?? []).map((each) => [each.account, each]));
    const stale = [...last.values()].filter((each) => each.state !== 'held' && each.contentHash !== present);
    return stale.length === 0 ? [] : [{ title, source: path, accounts: stale.map(({ account }) => account) }];
  });
}
