import type { ImportedPost, ImportedStanding, ImportSource } from '../report/imported/history.ts';

export interface ImportOperations {
  /** Adds posts and their numbers out of a file, all or nothing. Numbers that a post has from this source already, and
   * posts that are there already, change nothing. */
  importNumbers(file: ImportedFile): Promise<ImportedCount>;
  /** What was imported of posts from before `untilMs`, as last observed, without what Spool itself published. */
  importedPosts(untilMs: number): Promise<readonly ImportedStanding[]>;
}

export interface ImportedFile {
  readonly account: string;
  readonly platform: string;
  readonly source: ImportSource;
  /** When the numbers were as the file says. */
  readonly observedMs: number;
  readonly posts: readonly ImportedPost[];
}

/** What was new in a file. */
export interface ImportedCount {
  readonly posts: number;
  readonly readings: number;
}
