import type { Article } from '../article/article.ts';
import type { Fault } from '../errors.ts';
import type { Arriving } from '../schedule/identity.ts';
import { findFiles, type SignedFile } from './find-files.ts';

/** An article in `posts/` as far as choosing needs it; its text is read again when it is planned. */
export interface LibraryEntry {
  readonly head: Pick<Article, 'title' | 'source' | 'publishedAt' | 'front'>;
  readonly identity: Arriving;
}

/** A file in `posts/` that is no article Spool can read. */
export interface LibraryFault {
  readonly source: string;
  /** What is wrong with it; never empty. */
  readonly faults: readonly Fault[];
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

export type LibraryRead = { readonly entry: LibraryEntry } | { readonly fault: LibraryFault };

/** A file as it was when it was last read. */
export interface KnownFile extends SignedFile {
  readonly read: LibraryRead;
}

/** Keeps what was read beyond this process: two hundred articles take seconds to read, and change rarely. */
export interface LibraryMemory {
  recall(): Promise<readonly KnownFile[]>;
  /** `gone`: paths that are no longer there. */
  keep(read: readonly KnownFile[], gone: readonly string[]): Promise<void>;
}

const FORGETFUL: LibraryMemory = { recall: async () => [], keep: async () => {} };

/**
 * The folder `posts/`, subfolders included, linked ones not; names that begin with a dot are left alone.
 * @param read reads files by their absolute paths, all that changed in one call
 */
export function createLibrary(
  posts: string,
  read: (paths: readonly string[]) => Promise<readonly LibraryRead[]>,
  memory: LibraryMemory = FORGETFUL,
): Library {
  let known: readonly KnownFile[] | null = null;
  let last: Scan = { entries: [], faults: [] };
  return {
    async scan() {
      const files = findFiles(posts);
      if (known === null) {
        known = await memory.recall();
        last = scanOf(known.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
      }
      const before = new Map(known.map((file) => [file.path, file]));
      const changed = files.filter(({ path, signature }) => before.get(path)?.signature !== signature);
      if (changed.length === 0 && files.length === known.length) return last;
      const reads = changed.length === 0 ? [] : await read(changed.map(({ path }) => path));
      const fresh = new Map(changed.map(({ path }, index) => [path, reads[index]]));
      const present = files.flatMap(({ path, signature }) => {
        const found = fresh.get(path) ?? before.get(path)?.read;
        return found === undefined ? [] : [{ path, signature, read: found }];
      });
      const paths = new Set(present.map(({ path }) => path));
      await memory.keep(
        present.filter(({ path }) => fresh.has(path)),
        known.flatMap(({ path }) => (paths.has(path) ? [] : [path])),
      );
      known = present;
      last = scanOf(known);
      return last;
    },
  };
}

function scanOf(known: readonly KnownFile[]): Scan {
  return {
    entries: known.flatMap(({ read }) => ('entry' in read ? [read.entry] : [])),
    faults: known.flatMap(({ read }) => ('fault' in read ? [read.fault] : [])),
  };
}
