/**
 * Which article a file is. Identity survives a rename, a new date and an edit; a copy is not a new article.
 *
 *   both have a canonical URL:  the same article if and only if the URLs, normalised, are the same
 *   one of them lacks it:       the same path, else the same normalised title, else the same content
 *
 * A title proves nothing where the known article still lies at its own path as a second file and neither has a URL: a
 * column called "Notes from the week" is a new article every week.
 */
import { createHash } from 'node:crypto';
import type { Article } from '../article/article.ts';

/** What is kept of an article to know it again. */
export interface Identity {
  readonly id: string;
  /** By `normaliseUrl`; `null` where it carries none. */
  readonly url: string | null;
  readonly path: string;
  /** By `titleKey`; empty where it has none. */
  readonly titleKey: string;
  /** By `contentHash`, when it was last seen. */
  readonly contentHash: string;
  /** Whether its file is there still, under this path. */
  readonly present: boolean;
}

export type Arriving = Omit<Identity, 'id' | 'present'>;

/** `edited`: it is that article with another text than when it was last seen. */
export type Recognition = { readonly id: string; readonly edited: boolean } | 'new';

/** What `recogniser` asks for, from an article. */
export function identityOf(article: Pick<Article, 'title' | 'blocks' | 'canonicalUrl' | 'source'>): Arriving {
  const { title, canonicalUrl, source } = article;
  const url = canonicalUrl === null ? null : normaliseUrl(canonicalUrl);
  return { url, path: source, titleKey: titleKey(title), contentHash: contentHash(article) };
}

export interface Recogniser {
  recognise(arriving: Arriving): Recognition;
  /** A further known article. */
  add(identity: Identity): void;
}

/**
 * Indexes what is known once, so that each of many files is recognised, and added, in constant time. Where several known
 * articles would do, the first known wins.
 */
export function recogniser(known: readonly Identity[]): Recogniser {
  const byUrl = new Index(({ url }) => url);
  const byPath = new Index(({ path }) => path);
  const byTitle = new Index((identity) => identity.titleKey || null);
  const byContent = new Index((identity) => identity.contentHash);
  const add = (identity: Identity) => {
    for (const index of [byUrl, byPath, byTitle, byContent]) index.add(identity);
  };
  for (const identity of known) add(identity);
  return {
    add,
    recognise(arriving) {
      const found = (arriving.url === null ? undefined : byUrl.get(arriving.url)[0]) ?? bySigns(arriving);
      return found === undefined ? 'new' : { id: found.id, edited: found.contentHash !== arriving.contentHash };
    },
  };

  function bySigns(arriving: Arriving): Identity | undefined {
    const mayBe = (identity: Identity) => identity.url === null || arriving.url === null;
    const isMoved = (identity: Identity) =>
      mayBe(identity) && (identity.url !== arriving.url || !identity.present || identity.path === arriving.path);
    return (
      byPath.get(arriving.path).find(mayBe) ??
      byTitle.get(arriving.titleKey).find(isMoved) ??
      byContent.get(arriving.contentHash).find(mayBe)
    );
  }
}

class Index {
  readonly #indexed = new Map<string, Identity[]>();
  readonly #keyOf: (identity: Identity) => string | null;

  constructor(keyOf: (identity: Identity) => string | null) {
    this.#keyOf = keyOf;
  }

  add(identity: Identity): void {
    const key = this.#keyOf(identity);
    if (key === null) return;
    const list = this.#indexed.get(key);
    if (list === undefined) this.#indexed.set(key, [identity]);
    else list.push(identity);
  }

  get(key: string): readonly Identity[] {
    return this.#indexed.get(key) ?? [];
  }
}

/**
 * One writing for one page: https, no fragment, no trailing slash, no credentials, no tracking parameter (`utm_*`,
 * `fbclid`, `gclid`, and Medium's `source`), the rest of the query in order of names. `null` for what is no web address.
 */
export function normaliseUrl(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  for (const [name, value] of [...url.searchParams]) if (isTracking(name, value, url)) url.searchParams.delete(name);
  url.searchParams.sort();
  const query = url.searchParams.toString();
  const port = url.port === '' ? '' : `:${url.port}`;
  return `https://${url.hostname}${port}${withoutTrailingSlash(url.pathname)}${query === '' ? '' : `?${query}`}`;
}

function isTracking(name: string, value: string, { hostname }: URL): boolean {
  if (/^utm_/i.test(name) || name === 'fbclid' || name === 'gclid') return true;
  return name === 'source' && (/(?:^|\.)medium\.com$/.test(hostname) || value.includes('---'));
}

/** By hand, for a pattern such as `/+$` takes quadratic time on a path of slashes. */
function withoutTrailingSlash(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

/** A title as far as it identifies: letters and digits of its words, without case, accents of writing or punctuation. */
export function titleKey(title: string): string {
  return (
    title
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join(' ');
}

/** SHA-256 of what a reader reads: the title and the blocks, wherever they stand in the file. */
export function contentHash({ title, blocks }: Pick<Article, 'title' | 'blocks'>): string {
  const withoutLines = JSON.stringify([title, blocks], (key, value: unknown) => (key === 'line' ? undefined : value));
  return createHash('sha256').update(withoutLines).digest('hex');
}
