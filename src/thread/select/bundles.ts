import type { Sentence } from './reading.ts';
import { isScrap } from './width.ts';

/** Neighbouring sentences that can be understood where they stand: one that was asked for, and those it leans on. */
export interface Bundle {
  /** Index of the sentence that was asked for. */
  readonly core: number;
  /** Indexes of the first and the last sentence. */
  readonly first: number;
  readonly last: number;
}

/** A thought that takes more sentences, or more UTF-16 units, is too long to be picked out. */
const longest = { sentences: 4, units: 600 };

/** For each sentence its bundle; sentences that cannot be picked out have none. */
export function bundlesOf(sentences: readonly Sentence[]): readonly Bundle[] {
  return sentences.flatMap((sentence) => bundleOf(sentences, sentence) ?? []);
}

function bundleOf(sentences: readonly Sentence[], core: Sentence): Bundle | null {
  if (isScrap(core.text)) return null;
  const first = reach(sentences, core, -1, ({ leans }) => leans);
  const last = reach(sentences, core, 1, ({ leads }) => leads);
  if (first === null || last === null || !isFinished(last.text)) return null;
  const chosen = sentences.slice(first.index, last.index + 1);
  const units = chosen.reduce((sum, { text }) => sum + text.length, 0);
  if (chosen.length > longest.sentences || units > longest.units) return null;
  return { core: core.index, first: first.index, last: last.index };
}

/** From a sentence to the nearest, in steps of `step`, that needs no further one; `null` where there is none near. */
function reach(
  sentences: readonly Sentence[],
  from: Sentence,
  step: 1 | -1,
  needs: (sentence: Sentence) => boolean,
): Sentence | null {
  let at = from;
  while (needs(at)) {
    const next = sentences[at.index + step];
    const isBeside = step > 0 ? next?.follows : at.follows;
    if (next === undefined || !isBeside || Math.abs(next.index - from.index) >= longest.sentences) return null;
    at = next;
  }
  return at;
}

/** A headline, a caption and a line of verse are no sentences, nor is what breaks off; a quotation's source ends it. */
function isFinished(text: string): boolean {
  return /[.!?。！？…‽][^\p{L}\p{N}]*$/u.test(text) || /^[—–―]/.test(text);
}
