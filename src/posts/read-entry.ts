import { lstatSync, statSync } from 'node:fs';
import { readArticle } from '../article/read.ts';
import { InputError } from '../errors.ts';
import { identityOf } from '../schedule/identity.ts';
import type { LibraryRead } from './library.ts';
import { displayPath, fileFault, isInside, readArticleFile } from './read-file.ts';

/** Reads one file of `posts/` as far as choosing needs it. */
export async function readEntry(path: string, posts: string, home: string): Promise<LibraryRead> {
  const source = displayPath(path, home);
  try {
    refuseUnlessInside(path, posts, source);
    const { article } = await readArticle(await readArticleFile(path, home, home));
    const { title, publishedAt, front } = article;
    return { entry: { head: { title, source: article.source, publishedAt, front }, identity: identityOf(article) } };
  } catch (error) {
    if (error instanceof InputError) return { fault: { source, faults: error.faults } };
    throw error;
  }
}

/** An ordinary file in `posts/`, wherever its links lead. @throws InputError */
function refuseUnlessInside(path: string, posts: string, where: string): void {
  try {
    if (!isInside(path, posts)) throw new InputError({ where, problem: 'this link leads out of posts/' });
    if (!statSync(path).isDirectory()) return;
    const isLinked = lstatSync(path).isSymbolicLink();
    throw new InputError({
      where,
      problem: isLinked ? 'this is a link to a folder, which is not looked into' : 'this folder may not be read',
      next: isLinked ? 'Put the articles themselves here, or links to them' : 'Let the user that runs Spool read it',
    });
  } catch (error) {
    throw fileFault(error, where);
  }
}
