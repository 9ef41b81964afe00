import { readdirSync, type Stats, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Article } from '../article/article.ts';
import { readArticle } from '../article/read.ts';
import { InputError } from '../errors.ts';
import { type Arriving, identityOf } from '../schedule/identity.ts';
import { displayPath, isInside, readArticleFile } from './read-file.ts';

/** The forms an article may have. */
const EXTENSIONS = new Set(['.md', '.markdown', '.html', '.htm', '.txt']);

/** An article in `posts/` as far as choosing needs it; its text is read again when it is planned. */
export interface LibraryEntry {
  readonly head: Pick<Article, 'title' | 'source' | 'publishedAt' | 'front'>;
  readonly identity: Arriving;
  /** When the file last changed. */
  readonly modifiedMs: number;
}

/** A file in `posts/` that is no article Spool can read. */
export interface LibraryFault {
  readonly source: string;
  readonly why: string;
}

export interface Scan {
  /** By path. */
  readonly entries: readonly LibraryEntry[];
  readonly faults: readonly LibraryFault[];
}

export interface Library {
  /** What is in `posts/` now. Only files that changed are read; the very same answer comes back while none does. */
  scan(): Promise<Scan>;
}

type Read = { readonly entry: LibraryEntry } | { readonly fault: LibraryFault };
type Known = ReadonlyMap<string, { readonly signature: string; readonly read: Read }>;

/** The folder `posts/`, subfolders included; names that begin with a dot are left alone. */
export function createLibrary(posts: string, home: string): Library {
  let known: Known = new Map();
  let last: Scan = { entries: [], faults: [] };
  return {
    async scan() {
      const next: Map<string, { readonly signature: string; readonly read: Read }> = new Map();
      for (const { path, stat } of articleFiles(posts)) {
        const signature = `${stat.mtimeMs}:${stat.size}:${stat.ino}`;
        const before = known.get(path);
        const read = before?.signature === signature ? before.read : await readEntry(path, stat, posts, home);
        next.set(path, { signature, read });
      }
      if (!isSame(known, next)) last = scanOf(next);
      known = next;
      return last;
    },
  };
}

function isSame(before: Known, after: Known): boolean {
  return before.size === after.size && [...after].every(([path, { read }]) => before.get(path)?.read === read);
}

function scanOf(known: Known): Scan {
  const reads = [...known.values()].map(({ read }) => read);
  return {
    entries: reads.flatMap((read) => ('entry' in read ? [read.entry] : [])),
    faults: reads.flatMap((read) => ('fault' in read ? [read.fault] : [])),
  };
}

function articleFiles(posts: string): { readonly path: string; readonly stat: Stats }[] {
  return listFolder(posts)
    .filter((name) => EXTENSIONS.has(extname(name).toLowerCase()) && !/(^|[/\\])\./.test(name))
    .toSorted()
    .flatMap((name) => {
      const path = join(posts, name);
      // A file that goes while the folder is being read is simply not there any more.
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat?.isFile() ? [{ path, stat }] : [];
    });
}

function listFolder(posts: string): string[] {
  try {
    return readdirSync(posts, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

async function readEntry(path: string, stat: Stats, posts: string, home: string): Promise<Read> {
  const source = displayPath(path, home);
  try {
    if (!isInside(path, posts)) throw new InputError({ where: source, problem: 'this link leads out of posts/' });
    const { article } = await readArticle(await readArticleFile(path, home, home));
    const { title, publishedAt, front } = article;
    const head = { title, source: article.source, publishedAt, front };
    return { entry: { head, identity: identityOf(article), modifiedMs: stat.mtimeMs } };
  } catch (error) {
    if (error instanceof InputError) return { fault: { source, why: error.message } };
    throw error;
  }
}
