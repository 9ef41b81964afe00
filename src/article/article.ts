/** How a run of text is set in the source. */
export type Mark = 'emphasis' | 'strong' | 'code' | 'strike';

/** A run of text with one setting. `text` holds no Markdown, no HTML and no entity; a `\n` in it is a hard line break. */
export interface Span {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Absolute http(s) or mailto address the run links to; `null` for plain text. */
  readonly href: string | null;
}

export type RichText = readonly Span[];

/** A picture as the article names it; whether the file exists and fits is the platform's business. */
export interface Picture {
  /** As written: a path relative to the article's folder, or an http(s) address. Never trusted. */
  readonly source: string;
  /** Text for those who cannot see it; `null` where the article has none. */
  readonly alt: string | null;
  readonly caption: string | null;
}

/** `line` is the 1-based line of the source where the block begins (the converted source for HTML). */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: RichText; readonly line: number }
  | { readonly kind: 'paragraph'; readonly text: RichText; readonly line: number }
  | {
      readonly kind: 'list';
      /** First number of an ordered list; `null` for bullets. */
      readonly start: number | null;
      readonly items: readonly (readonly Block[])[];
      readonly line: number;
    }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[]; readonly line: number }
  | { readonly kind: 'code'; readonly language: string | null; readonly text: string; readonly line: number }
  | { readonly kind: 'table'; readonly rows: readonly (readonly RichText[])[]; readonly line: number }
  | { readonly kind: 'figure'; readonly picture: Picture; readonly line: number }
  /** A thematic break: the next block opens a section. */
  | { readonly kind: 'divider'; readonly line: number }
  /** The author's own cut mark, `<!-- cut -->`. */
  | { readonly kind: 'cut'; readonly line: number };

/** A source document, whatever form it came in. */
export interface Article {
  readonly title: string;
  readonly subtitle: string | null;
  readonly author: string | null;
  /** Absolute http(s) address where readers find it. */
  readonly canonicalUrl: string | null;
  /** ISO 8601: a date (`2026-11-24`) or an instant with zone; `null` where the form carries none. */
  readonly publishedAt: string | null;
  /** BCP 47 tag, from the front matter or the page, else guessed from the text, else `en`. */
  readonly language: string;
  /** The text in order, without the title and the subtitle. */
  readonly blocks: readonly Block[];
  /** Words in `blocks`, by `Intl.Segmenter`'s word boundaries. */
  readonly words: number;
  /** The file it was read from, relative to the home folder. */
  readonly source: string;
  /** What the author said about this article in its front matter; all fields absent where it has none. */
  readonly front: FrontMatter;
}

/** What an author may say in a file's front matter. Every field is optional: absent means "as configured". */
export interface FrontMatter {
  readonly title?: string;
  readonly subtitle?: string;
  readonly author?: string;
  readonly url?: string;
  readonly date?: string;
  readonly language?: string;
  /** The one schedule that may take this article. */
  readonly schedule?: string;
  /** Local time in the schedule's zone for a one-off: `2026-11-24T09:00`. */
  readonly at?: string;
  /** Accounts this article goes to; default: the schedule's. */
  readonly accounts?: readonly string[];
  readonly tags?: readonly string[];
  /** Pictures to add to posts, by 1-based post number, or 1 where left out. */
  readonly images?: readonly { readonly source: string; readonly alt?: string; readonly post?: number }[];
  readonly thread?: FrontThread;
}

/** Thread choices for one article; `perPlatform` wins over the rest for that platform. */
export interface FrontThread extends FrontThreadChoices {
  /** What is different when the article goes out again: the first for its first repeat, and round again after the last. */
  readonly variants?: readonly FrontThreadChoices[];
  readonly perPlatform?: Readonly<Record<string, FrontThreadChoices>>;
}

export interface FrontThreadChoices {
  readonly style?: 'full' | 'highlights' | 'teaser' | 'manual';
  readonly maxPosts?: number;
  readonly numbering?: string | null;
  readonly link?: 'last' | 'keep' | 'drop' | 'footnote';
  readonly signoff?: string | null;
  readonly hook?: string;
  /** Whole texts by post number (1-based), or all of them in order. */
  readonly posts?: readonly (string | null)[];
  readonly card?: 'first' | 'last' | 'none';
}
