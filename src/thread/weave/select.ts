import type { Article } from '../../article/article.ts';
import type { ThreadOptions } from '../options.ts';
import type { Passage } from '../passage.ts';
import { type Chosen, highlights } from '../select/highlights.ts';
import { teaser } from '../select/teaser.ts';
import type { Stretch } from '../thread.ts';
import { sliceText } from './text.ts';

/** What of an article a thread carries. */
export interface Selected {
  readonly passages: readonly Passage[];
  /** Why each of its sentences was taken, in order; empty where the whole text is. */
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly sentence: string;
  readonly why: string;
}

/** @param keepsTo whether a thread of some passages, opening and all, has so many posts at most */
export function selected(
  passages: readonly Passage[],
  article: Article,
  { style, maxPosts }: Pick<ThreadOptions, 'style' | 'maxPosts'>,
  keepsTo: (passages: readonly Passage[], posts: number) => boolean,
): Selected {
  switch (style) {
    case 'full':
    case 'manual':
      return { passages, reasons: [] };
    case 'highlights': {
      const made = highlights(passages, article, { maxPosts, fits: (some) => keepsTo(some, maxPosts) });
      return { passages: made.passages, reasons: made.chosen.map((chosen) => reasonOf(chosen, passages)) };
    }
    case 'teaser': {
      const fits = (text: string) => keepsTo([{ ...EMPTY, text }], 1);
      const chosen = teaser(passages, article, fits);
      if (chosen === null) return { passages: [], reasons: [] };
      return { passages: partOf(passages, chosen), reasons: [reasonOf(chosen, passages)] };
    }
  }
}

const EMPTY: Passage = {
  kind: 'paragraph',
  text: '',
  joint: 'paragraph',
  glue: '\n\n',
  atoms: [],
  links: [],
  mentions: [],
  hashtags: [],
  images: [],
  line: 1,
};

function partOf(passages: readonly Passage[], { passage: index, stretch }: Chosen): readonly Passage[] {
  const passage = passages[index];
  if (passage === undefined) return [];
  const { images, line } = passage;
  return [{ ...EMPTY, ...sliceText(passage, stretch.start, stretch.end), images, line }];
}

function reasonOf({ passage, stretch, why }: Chosen, passages: readonly Passage[]): Reason {
  return { sentence: wordsAt(stretch, passages[passage]), why };
}

function wordsAt({ start, end }: Stretch, passage: Passage | undefined): string {
  return passage?.text.slice(start, end) ?? '';
}
