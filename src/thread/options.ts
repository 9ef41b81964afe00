/**
 * How much of an article a thread carries: `full` is the whole text word for word, `highlights` its own sentences up
 * to `maxPosts`, `teaser` one post, `manual` what the author marked or wrote.
 */
export type Style = 'full' | 'highlights' | 'teaser' | 'manual';
export const STYLES = ['full', 'highlights', 'teaser', 'manual'] as const satisfies readonly Style[];

/**
 * What becomes of links inside the text on a platform whose posts cannot carry a link on a word. `last`: only the
 * canonical link, once, in the last post. `keep`: the address follows its words. `drop`: no link at all.
 * `footnote`: addresses gathered, numbered, in the last post.
 */
export type LinkPolicy = 'last' | 'keep' | 'drop' | 'footnote';
export const LINK_POLICIES = ['last', 'keep', 'drop', 'footnote'] as const satisfies readonly LinkPolicy[];

/** What an author chose for one thread on one account, defaults filled in. */
export interface ThreadOptions {
  readonly style: Style;
  /** Most posts of `highlights`; from 2 to 100. Without meaning, and refused when set by hand, for `full`. */
  readonly maxPosts: number;
  /** Pattern with `{n}` and `{total}` set at the end of every post; `null` for none. */
  readonly numbering: string | null;
  readonly link: LinkPolicy;
  /** Last words of the thread, before the link; `null` for none. */
  readonly signoff: string | null;
  /** Replaces the opening that would be made of title and lead; `null` for none. */
  readonly hook: string | null;
  /** Posts as the author wrote them: the text for a post by its index, `null` where the cut decides. Empty: none. */
  readonly posts: readonly (string | null)[];
  /** Query parameters added to the canonical link (`utm_source` and the like), in order. */
  readonly linkParameters: Readonly<Record<string, string>>;
  /** Which post carries the link card where a platform has cards. */
  readonly card: 'first' | 'last' | 'none';
  /** Names the article may mention: written name without `@`, in lower case, to the handle on this platform. */
  readonly mentions: Readonly<Record<string, string>>;
}
