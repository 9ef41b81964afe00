import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { folderOf, HOUSE } from '../author-id.ts';
import { codeOf, InputError } from '../errors.ts';

/**
 * Whose an article is: the author's whose folder in `posts/` it is in, at whatever depth; all others are the house's.
 * Upper and lower case are alike, as they are to some file systems.
 * @param source as `Article.source` gives it: `posts/jane/x.md`
 * @param authors names of authors' folders
 */
export function ownerOf(source: string, authors: ReadonlySet<string>): string {
  const [posts, folder = '', ...rest] = source.split('/');
  const author = folder.toLowerCase();
  return posts === 'posts' && rest.length > 0 && authors.has(author) ? author : HOUSE;
}

/** The names as `ownerOf` compares them. */
export function folderNames(authors: readonly string[]): ReadonlySet<string> {
  return new Set(authors.map((author) => author.toLowerCase()));
}

/**
 * Nobody's article goes to another's account, whatever link leads to it. Looked at when an article is read to be cut:
 * by then it may be another than the library saw. A file that is not there is left to whoever reads it.
 * @param source as `Article.source` gives it
 * @param author whose account it is to go to
 * @param authors names of all authors' folders
 */
export function refuseForeign(
  { root, posts }: { readonly root: string; readonly posts: string },
  source: string,
  author: string,
  authors: readonly string[],
): void {
  const names = folderNames(authors);
  const owners = [source, realSource(resolve(root, source), posts)].map((each) => ownerOf(each ?? source, names));
  if (owners.every((owner) => owner === author)) return;
  throw new InputError({
    where: source,
    problem:
      owners[0] === author
        ? 'this link leads to an article of another author'
        : 'this is the article of another author',
    allowed: `an article in ${folderOf(author)}`,
  });
}

/** With every link in it followed; `null` where there is nothing. */
function realSource(path: string, posts: string): string | null {
  try {
    const [folder, file] = [realpathSync(posts), realpathSync(path)];
    return `posts/${relative(folder, file).split(sep).join('/')}`;
  } catch (error) {
    if (codeOf(error) !== null) return null;
    throw error;
  }
}
