import { type Dirent, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { ARTICLE_EXTENSIONS } from '../article/form.ts';
import { codeOf } from '../errors.ts';
import { signatureOf } from '../file-signature.ts';

/** A file that is not read yet. */
export interface SignedFile {
  /** Absolute. */
  readonly path: string;
  /** Changes whenever the file does. */
  readonly signature: string;
}

/**
 * What may be an article, by its name, in `posts/` and its subfolders, by path. Names that begin with a dot are left
 * alone. What cannot be looked into is listed too, for its reason to be told: a folder that may not be read, and a linked
 * one, since links may go round in circles.
 */
export function findFiles(posts: string): readonly SignedFile[] {
  return inFolder(posts, entriesOf(posts) ?? []).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function inFolder(folder: string, entries: readonly Dirent[]): SignedFile[] {
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) return [];
    if (!entry.isDirectory()) return signed(path, entry.isSymbolicLink());
    const inside = entriesOf(path, true);
    return inside === null ? [{ path, signature: 'closed' }] : inFolder(path, inside);
  });
}

/** Nothing where there is no folder any more; `null` where it may not be read and that is no fault of the whole. */
function entriesOf(folder: string, mayFail = false): readonly Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return [];
    if (code !== null && mayFail) return null;
    throw error;
  }
}

function signed(path: string, isLink: boolean): SignedFile[] {
  const isNamed = ARTICLE_EXTENSIONS.includes(extname(path).toLowerCase());
  if (!isNamed && !isLink) return [];
  try {
    // A file that goes while the folder is being read is simply not there any more.
    const stat = statSync(path, { throwIfNoEntry: false });
    const isListed = stat?.isFile() ? isNamed : isLink && stat?.isDirectory();
    return stat !== undefined && isListed ? [{ path, signature: signatureOf(stat) }] : [];
  } catch (error) {
    const code = codeOf(error);
    if (code !== null) return [{ path, signature: code }];
    throw error;
  }
}
