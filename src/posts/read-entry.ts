import { readArticle } from '../article/read.ts';
import { InputError } from '../errors.ts';
import { identityOf } from '../schedule/identity.ts';
import type { LibraryRead } from './library.ts';
import { displayPath, isInside, readArticleFile } from './read-file.ts';

/** Reads one file of `posts/` as far as choosing needs it. */
export async function readEntry(path: string, posts: string, home: string): Promise<LibraryRead> {
  const source = displayPath(path, home);
  try {
    if (!isInside(path, posts)) throw new InputError({ where: source, problem: 'this link leads out of posts/' });
    const { article } = await readArticle(await readArticleFile(path, home, home));
    const { title, publishedAt, front } = article;
    return { entry: { head: { title, source: article.source, publishedAt, front }, identity: identityOf(article) } };
  } catch (error) {
    if (error instanceof InputError) return { fault: { source, faults: error.faults } };
    throw error;
  }
}
