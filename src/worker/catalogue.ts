import { createHash } from 'node:crypto';
import { InputError } from '../errors.ts';
import type { LibraryEntry, LibraryFault, Scan } from '../posts/library.ts';
import { type Arriving, recogniser } from '../schedule/identity.ts';
import { type KnownArticle, knownArticle } from '../schedule/known-article.ts';
import type { ArticleOperations, RememberedArticle } from '../store.ts';

/** The articles of `posts/`, each with the identity it keeps through renames and edits. */
export interface Catalogue {
  readonly articles: readonly KnownArticle[];
  /** By article id: the hash of its present text. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly faults: readonly LibraryFault[];
}

/** Names what a scan of `posts/` found, and remembers it in the store. `schedules` are the ids an article may name. */
export async function readCatalogue(
  { entries, faults }: Scan,
  store: ArticleOperations,
  schedules: readonly string[],
  nowMs: number,
): Promise<Catalogue> {
  const remembered = await store.rememberedArticles();
  const named = nameAll(entries, remembered, nowMs);
  const known = new Map(remembered.map((article) => [article.id, article]));
  const changed = named.filter(({ article }) => isNews(article, known.get(article.id)));
  if (changed.length > 0) await store.rememberArticles(changed.map(({ article }) => article));
  return assemble(named, faults, schedules);
}

interface Named {
  readonly entry: LibraryEntry;
  readonly article: RememberedArticle;
}

/** One file after the other, so that of two new files that are the same article the second is recognised by the first. */
function nameAll(entries: readonly LibraryEntry[], remembered: readonly RememberedArticle[], nowMs: number): Named[] {
  const paths = new Set(entries.map(({ identity }) => identity.path));
  const known = new Map(remembered.map((article) => [article.id, { ...article, present: paths.has(article.path) }]));
  let recognise = recogniser([...known.values()]);
  return entries.map((entry) => {
    const recognition = recognise(entry.identity);
    const id = recognition === 'new' ? newId(entry.identity) : recognition.id;
    const article = { ...entry.identity, id, seenMs: known.get(id)?.seenMs ?? nowMs };
    if (recognition === 'new') {
      known.set(id, { ...article, present: true });
      recognise = recogniser([...known.values()]);
    }
    return { entry, article };
  });
}

/** Follows from what the file is, so that two workers who meet it at the same time name it alike. */
function newId({ url, path, titleKey, contentHash }: Arriving): string {
  return createHash('sha256')
    .update(JSON.stringify([url, path, titleKey, contentHash]))
    .digest('hex')
    .slice(0, 12);
}

function isNews(article: RememberedArticle, known: RememberedArticle | undefined): boolean {
  return (
    known === undefined ||
    known.path !== article.path ||
    known.contentHash !== article.contentHash ||
    known.titleKey !== article.titleKey ||
    (article.url !== null && known.url !== article.url)
  );
}

/** A second file of one article is left out: the first by path stands for it. */
function assemble(named: readonly Named[], faults: readonly LibraryFault[], schedules: readonly string[]): Catalogue {
  const articles: KnownArticle[] = [];
  const hashes = new Map<string, string>();
  const all = [...faults];
  for (const { entry, article } of named) {
    const { source } = entry.head;
    const twin = articles.find(({ id }) => id === article.id);
    if (twin !== undefined) {
      all.push({ source, faults: [{ where: source, problem: `this is the same article as ${twin.path}` }] });
      continue;
    }
    try {
      articles.push(knownArticle(entry.head, article.id, article.seenMs, schedules));
      hashes.set(article.id, article.contentHash);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      all.push({ source, faults: error.faults });
    }
  }
  return { articles, hashes, faults: all };
}

/** The identity of one article, wherever its file lies; not remembered yet. */
export async function nameArticle(
  store: ArticleOperations,
  identity: Arriving,
  isPresent: (path: string) => boolean,
  nowMs: number,
): Promise<{ readonly id: string; readonly remembered: RememberedArticle }> {
  const known = await store.rememberedArticles();
  const recognition = recogniser(known.map((each) => ({ ...each, present: isPresent(each.path) })))(identity);
  const id = recognition === 'new' ? newId(identity) : recognition.id;
  const seenMs = known.find((each) => each.id === id)?.seenMs ?? nowMs;
  return { id, remembered: { ...identity, id, seenMs } };
}
