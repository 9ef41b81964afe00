import type { Arriving } from '../schedule/identity.ts';

export interface ArticleOperations {
  /** Every article ever seen, the first seen first. */
  rememberedArticles(): Promise<readonly RememberedArticle[]>;
  /** Those that share an address, a path, a title or a text with one of these, in the same order: often none. */
  similarArticles(arriving: readonly Arriving[]): Promise<readonly RememberedArticle[]>;
  /** Adds new ones and brings known ones up to date, by id; `seenMs` of a known one stays. */
  rememberArticles(articles: readonly RememberedArticle[]): Promise<void>;
}

/** What is kept of an article to know it again, whatever becomes of its file. */
export interface RememberedArticle extends Arriving {
  readonly id: string;
  /** When Spool first knew it. */
  readonly seenMs: number;
}

/** What was read of the files in `posts/`, so that a start need not read them all again. */
export interface ReadFileOperations {
  rememberedFiles(): Promise<readonly RememberedFile[]>;
  /** Adds some, or brings them up to date, and forgets others by their paths. */
  rememberFiles(files: readonly RememberedFile[], gone: readonly string[]): Promise<void>;
}

export interface RememberedFile {
  readonly path: string;
  /** Changes whenever the file does, or the program that read it. */
  readonly signature: string;
  /** What was read; JSON of this program. */
  readonly read: string;
}
