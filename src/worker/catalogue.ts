import { createHash } from 'node:crypto';
import { InputError } from '../errors.ts';
import type { LibraryEntry, LibraryFault, Scan } from '../posts/library.ts';
import { type Arriving, recogniser } from '../schedule/identity.ts';
import { type KnownArticle, knownArticle } from '../schedule/known-article.ts';
import type { ArticleOperations, RememberedArticle } from '../store.ts';

/** The articles of `posts/`, each with the identity it keeps through renames and edits. */
export interface Catalogue {
  readonly articles: readonly KnownArticle[];
  /** By article id: its file as it was read. The same object for as long as the file is the same. */
  readonly entries: ReadonlyMap<string, LibraryEntry>;
  readonly faults: readonly LibraryFault[];
}

export interface Reading {
  /** The ids an article may name. */
  readonly schedules: readonly string[];
  readonly nowMs: number;
  /** Hears of articles that have another text than when they were last seen, before that text becomes the known one. */
  readonly onEdited: (edited: readonly RememberedArticle[]) => Promise<void>;
}

/** Names what a scan of `posts/` found, and remembers it in the store. */
export async function readCatalogue(scan: Scan, store: ArticleOperations, reading: Reading): Promise<Catalogue> {
  const remembered = await store.rememberedArticles();
  const { first, twins } = withoutTwins(nameAll(scan.entries, remembered, reading.nowMs));
  const known = new Map(remembered.map((article) => [article.id, article]));
  const news = first.map(({ article }) => article).filter((article) => isNews(article, known.get(article.id)));
  const edited = news.filter(({ id, contentHash }) => (known.get(id)?.contentHash ?? contentHash) !== contentHash);
  if (edited.length > 0) await reading.onEdited(edited);
  if (news.length > 0) await store.rememberArticles(news);
  return assemble(first, [...scan.faults, ...twins], reading.schedules);
}

interface Named {
  readonly entry: LibraryEntry;
  readonly article: RememberedArticle;
}

/** One file after the other, so that of two new files that are the same article the second is recognised by the first. */
function nameAll(entries: readonly LibraryEntry[], remembered: readonly RememberedArticle[], nowMs: number): Named[] {
  const paths = new Set(entries.map(({ identity }) => identity.path));
  const seenMs = new Map(remembered.map((article) => [article.id, article.seenMs]));
  const { recognise, add } = recogniser(remembered.map((each) => ({ ...each, present: paths.has(each.path) })));
  return entries.map((entry) => {
    const recognition = recognise(entry.identity);
    const id = recognition === 'new' ? newId(entry.identity) : recognition.id;
    const article = { ...entry.identity, id, seenMs: seenMs.get(id) ?? nowMs };
    if (recognition === 'new') add({ ...article, present: true });
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

/** A second file of one article is left out: the first by path stands for it. */
function withoutTwins(named: readonly Named[]): { readonly first: Named[]; readonly twins: LibraryFault[] } {
  const byId = new Map<string, Named>();
  const twins: LibraryFault[] = [];
  for (const each of named) {
    const { source } = each.entry.head;
    const before = byId.get(each.article.id);
    if (before === undefined) byId.set(each.article.id, each);
    else
      twins.push({
        source,
        faults: [{ where: source, problem: `this is the same article as ${before.article.path}` }],
      });
  }
  return { first: [...byId.values()], twins };
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

function assemble(named: readonly Named[], faults: readonly LibraryFault[], schedules: readonly string[]): Catalogue {
  const articles: KnownArticle[] = [];
  const entries = new Map<string, LibraryEntry>();
  const all = [...faults];
  for (const { entry, article } of named) {
    try {
      articles.push(knownArticle(entry.head, article.id, article.seenMs, schedules));
      entries.set(article.id, entry);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      all.push({ source: entry.head.source, faults: error.faults });
    }
  }
  return { articles, entries, faults: all };
}

/** The identity of one article, wherever its file lies; not remembered yet. */
export async function nameArticle(
  store: ArticleOperations,
  identity: Arriving,
  isPresent: (path: string) => boolean,
  nowMs: number,
): Promise<{ readonly id: string; readonly remembered: RememberedArticle }> {
  const known = await store.rememberedArticles();
  const { recognise } = recogniser(known.map((each) => ({ ...each, present: isPresent(each.path) })));
  const recognition = recognise(identity);
  const id = recognition === 'new' ? newId(identity) : recognition.id;
  const seenMs = known.find((each) => each.id === id)?.seenMs ?? nowMs;
  return { id, remembered: { ...identity, id, seenMs } };
}
