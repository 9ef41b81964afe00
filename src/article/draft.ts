import type { Block } from './article.ts';

/** Something the page carried that is not the article's own text. */
export interface Removed {
  readonly text: string;
  /** What it was taken for, in a few words: `reading time`, `sign-off`. */
  readonly why: string;
  /** 1-based line, counted as in `Block`; 1 for what was taken off an HTML page before its conversion. */
  readonly line: number;
}

/** Something about the source that its author should know; the shape is that of a thread's warnings. */
export interface ReadingWarning {
  /** Stable name for scripts: `link-left-out`, `picture-left-out`, `title-from-file-name`. */
  readonly code: string;
  readonly message: string;
  /** `line 12`, or the file. */
  readonly where: string;
}

/** What a source says about its article beside the text; `null` where it says nothing. */
export interface Facts {
  readonly title: string | null;
  readonly subtitle: string | null;
  readonly author: string | null;
  /** Absolute http(s) address. */
  readonly canonicalUrl: string | null;
  /** ISO 8601 date, or instant with zone. */
  readonly publishedAt: string | null;
  /** BCP 47 tag. */
  readonly language: string | null;
}

export const NO_FACTS: Facts = {
  title: null,
  subtitle: null,
  author: null,
  canonicalUrl: null,
  publishedAt: null,
  language: null,
};

/** What the reader of one form makes of a source, the page's furniture still in it. */
export interface Draft {
  readonly blocks: readonly Block[];
  readonly facts: Facts;
  readonly removed: readonly Removed[];
  readonly warnings: readonly ReadingWarning[];
}

/** What every reader is given beside the text. */
export interface Reading {
  /** The file, for messages. */
  readonly source: string;
  /** Absolute address against which relative links are read; `null` where none is known. */
  readonly base: string | null;
}
