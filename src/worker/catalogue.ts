import { createHash } from 'node:crypto';
import { authorOf, HOUSE } from '../author-id.ts';
import { authorIds, servedIn } from '../config/authors.ts';
import type { Config } from '../config/config.ts';
import { InputError } from '../errors.ts';
import type { LibraryEntry, LibraryFault, Scan } from '../posts/library.ts';
import { folderNames, ownerOf } from '../posts/owner.ts';
import { type Arriving, type Recogniser, recogniser } from '../schedule/identity.ts';
import { type KnownArticle, knownArticle } from '../schedule/known-article.ts';
import type { ArticleOperations, RememberedArticle } from '../store/articles.ts';
import type { SlotOperations } from '../store/slots.ts';

/** The articles of `posts/` whose authors are served, each with the identity it keeps through renames and edits. */
export interface Catalogue {
  readonly articles: readonly KnownArticle[];
  /** Those of one author. */
  of(author: string): readonly KnownArticle[];
  /** By article id: its file as it was read. The same object for as long as the file is the same. */
  readonly entries: ReadonlyMap<string, LibraryEntry>;
  readonly faults: readonly LibraryFault[];
}

export interface Reading {
  readonly config: Pick<Config, 'schedules' | 'hasHouse' | 'authors' | 'faulty'>;
  readonly nowMs: number;
  /** Hears of articles that have another text than when they were last seen, before that text becomes the known one. */
  readonly onEdited: (edited: readonly RememberedArticle[]) => Promise<void>;
}

type Stored = ArticleOperations & Pick<SlotOperations, 'scheduleIds'>;

/** Names what a scan of `posts/` found, and remembers it in the store. */
export async function readCatalogue(scan: Scan, store: Stored, reading: Reading): Promise<Catalogue> {
  const { config } = reading;
  const remembered = await store.similarArticles(scan.entries.map(({ identity }) => identity));
  const owner = await ownership(store, config);
  const isServed = servedIn(config);
  const served = scan.entries.filter(({ head }) => isServed(owner(head.source)));
  const { first, twins } = withoutTwins(nameAll(served, remembered, owner, reading.nowMs));
  const known = new Map(remembered.map((article) => [article.id, article]));
  const news = first.map(({ article }) => article).filter((article) => isNews(article, known.get(article.id)));
  const edited = news.filter(({ id, contentHash }) => (known.get(id)?.contentHash ?? contentHash) !== contentHash);
  if (edited.length > 0) await reading.onEdited(edited);
  if (news.length > 0) await store.rememberArticles(news);
  return assemble(first, [...scan.faults, ...twins], config, owner);
}

type Owner = (source: string) => string;

/**
 * Whose an article is. The folder of an author who has gone, or has a file on another host only, is still theirs: their
 * articles are never the house's for want of a file.
 */
async function ownership(store: Pick<SlotOperations, 'scheduleIds'>, config: Reading['config']): Promise<Owner> {
  const former = (await store.scheduleIds()).map(authorOf);
  const names = folderNames([...authorIds(config), ...former.filter((author) => author !== HOUSE)]);
  return (source) => ownerOf(source, names);
}

interface Named {
  readonly entry: LibraryEntry;
  readonly article: RememberedArticle;
}

/**
 * One file after the other, so that of two new files that are the same article the second is recognised by the first.
 * Authors are apart: nobody's article is taken for another's, whatever address or title it claims.
 */
function nameAll(
  entries: readonly LibraryEntry[],
  remembered: readonly RememberedArticle[],
  owner: Owner,
  nowMs: number,
): Named[] {
  const paths = new Set(entries.map(({ identity }) => identity.path));
  const seenMs = new Map(remembered.map((article) => [article.id, article.seenMs]));
  const known = Map.groupBy(remembered, ({ path }) => owner(path));
  const recognisers = new Map<string, Recogniser>();
  return entries.map((entry) => {
    const author = owner(entry.head.source);
    const { recognise, add } = recognisers.get(author) ?? recogniserOf(known.get(author) ?? [], paths);
    recognisers.set(author, { recognise, add });
    const recognition = recognise(entry.identity);
    const id = recognition === 'new' ? newId(entry.identity) : recognition.id;
    const article = { ...entry.identity, id, seenMs: seenMs.get(id) ?? nowMs };
    if (recognition === 'new') add({ ...article, present: true });
    return { entry, article };
  });
}

function recogniserOf(known: readonly RememberedArticle[], paths: ReadonlySet<string>): Recogniser {
  return recogniser(known.map((each) => ({ ...each, present: paths.has(each.path) })));
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

function assemble(
  named: readonly Named[],
  faults: readonly LibraryFault[],
  { schedules }: Reading['config'],
  owner: Owner,
): Catalogue {
  const schedulesOf = Map.groupBy(
    schedules.map(({ id }) => id),
    authorOf,
  );
  const articles: KnownArticle[] = [];
  const entries = new Map<string, LibraryEntry>();
  const all = [...faults];
  for (const { entry, article } of named) {
    try {
      const author = owner(entry.head.source);
      articles.push(knownArticle(entry.head, article.id, article.seenMs, schedulesOf.get(author) ?? [], author));
      entries.set(article.id, entry);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      all.push({ source: entry.head.source, faults: error.faults });
    }
  }
  const byAuthor = Map.groupBy(articles, ({ path }) => owner(path));
  return { articles, entries, faults: all, of: (author) => byAuthor.get(author) ?? [] };
}

/** The identity of one article, wherever its file lies, among those of its author; not remembered yet. */
export async function nameArticle(
  store: Stored,
  config: Reading['config'],
  identity: Arriving,
  isPresent: (path: string) => boolean,
  nowMs: number,
): Promise<{ readonly id: string; readonly remembered: RememberedArticle }> {
  const owner = await ownership(store, config);
  const author = owner(identity.path);
  const known = (await store.similarArticles([identity])).filter(({ path }) => owner(path) === author);
  const { recognise } = recogniser(known.map((each) => ({ ...each, present: isPresent(each.path) })));
  const recognition = recognise(identity);
  const id = recognition === 'new' ? newId(identity) : recognition.id;
  const seenMs = known.find((each) => each.id === id)?.seenMs ?? nowMs;
  return { id, remembered: { ...identity, id, seenMs } };
}
