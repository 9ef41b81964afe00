import type { Style } from './options.ts';
import type { Length } from './rules.ts';

/** A stretch of `text` in UTF-16 code units, half open. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A link in a post: written out in the text (X) or lying on words (Bluesky). */
export interface Link extends Stretch {
  readonly url: string;
}

export interface Mention extends Stretch {
  /** The platform's handle, without `@`. */
  readonly handle: string;
}

export interface Hashtag extends Stretch {
  /** Without `#`. */
  readonly tag: string;
}

export interface Image {
  readonly source: string;
  /** Empty where the article gives none; a warning says so. */
  readonly alt: string;
}

export interface Card {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  /** Source of the picture; `null` for none. */
  readonly image: string | null;
}

/** One message, complete as the platform will show it. */
export interface Post {
  readonly text: string;
  readonly length: Length;
  readonly links: readonly Link[];
  readonly mentions: readonly Mention[];
  readonly hashtags: readonly Hashtag[];
  readonly images: readonly Image[];
  /** Where the platform sets link cards; `null` where there is none. */
  readonly card: Card | null;
  /** Why the thread was cut after this post (or ends with it), in words, for `--explain`. */
  readonly why: string;
}

/** The ordered posts of one article under one platform's rules. Never empty. */
export interface Thread {
  readonly style: Style;
  readonly posts: readonly Post[];
  readonly warnings: readonly Warning[];
}

export interface Warning {
  /** Stable name for scripts: `accidental-link`, `missing-alt`, … */
  readonly code: string;
  readonly message: string;
  /** `line 12`, `post 3`, or the file. */
  readonly where: string;
}
