import type { Passage } from '../passage.ts';
import type { Stretch } from '../thread.ts';
import { affordable } from './budget.ts';
import { type Bundle, bundlesOf } from './bundles.ts';
import { choices } from './choose.ts';
import { extract } from './extract.ts';
import { type Reading, read, type Sentence } from './reading.ts';
import { whyOf } from './why.ts';
import { type Subject, weighAll } from './worth.ts';

/** What the chosen text may take up. */
export interface Budget {
  /** Most posts of the thread. */
  readonly maxPosts: number;
  /** Whether a thread of these passages, opening and all, keeps to `maxPosts`. Asked some ten to twenty times. */
  fits(passages: readonly Passage[]): boolean;
}

/** A chosen sentence. */
export interface Chosen {
  /** Index of its passage among those it was chosen from. */
  readonly passage: number;
  /** In that passage's text. */
  readonly stretch: Stretch;
  /** Why it was taken, in words, for `--explain`. */
  readonly why: string;
}

export interface Highlights {
  /** The chosen sentences in order, as passages to be cut; headings are left out. Empty where nothing fits. */
  readonly passages: readonly Passage[];
  readonly chosen: readonly Chosen[];
}

/**
 * Chooses an article's own sentences, verbatim and in order, for importance and coverage under a budget: every section
 * has its best sentence before any has three. A sentence that leans on another comes with it or not at all. The same
 * passages and budget give the same choice.
 */
export function highlights(passages: readonly Passage[], subject: Subject, budget: Budget): Highlights {
  const reading = read(passages, subject.language);
  if (mayFitWhole(reading, budget) && budget.fits(passages)) return whole(passages, reading);
  const weighed = weighAll(reading, subject);
  const sequence = choices(reading, bundlesOf(reading.sentences), weighed);
  const taken = affordable(sequence, budget.maxPosts, (some) =>
    budget.fits(extract(passages, sentencesOf(some, reading))),
  );
  const chosen = sentencesOf(taken, reading);
  return {
    passages: extract(passages, chosen),
    chosen: chosen.map((sentence) => asChosen(sentence, whyOf(sentence, taken, reading, weighed))),
  };
}

/** More sentences than this to a post fit none: to ask about a longer article would only take time. */
const sentencesToPost = 8;

function mayFitWhole({ sentences }: Reading, { maxPosts }: Budget): boolean {
  return sentences.length <= maxPosts * sentencesToPost;
}

function whole(passages: readonly Passage[], { sentences }: Reading): Highlights {
  return { passages, chosen: sentences.map((sentence) => asChosen(sentence, 'the whole article fits')) };
}

function asChosen({ passage, start, end }: Sentence, why: string): Chosen {
  return { passage, stretch: { start, end }, why };
}

function sentencesOf(bundles: readonly Bundle[], { sentences }: Reading): Sentence[] {
  const indexes = new Set(
    bundles.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at)),
  );
  return sentences.filter(({ index }) => indexes.has(index));
}
