import type { Choice } from './choose.ts';
import type { Reading, Sentence } from './reading.ts';
import type { Weighed } from './worth.ts';

/** Why a sentence was taken: by itself, with its merits and the words it adds, or for the sake of another. */
export function whyOf(sentence: Sentence, taken: readonly Choice[], reading: Reading, weighed: Weighed): string {
  const asked = taken.find(({ core }) => core === sentence.index);
  if (asked === undefined) return whyCarried(sentence, taken, reading);
  return [rankOf(sentence, asked, reading), ...meritsOf(sentence, weighed), wordsOf(sentence, weighed)].join('; ');
}

function rankOf({ section }: Sentence, { isFirst }: Choice, { headings }: Reading): string {
  if (!isFirst) return 'adds most for its length';
  const heading = headings[section] ?? null;
  return heading === null ? 'the best of its part' : `the best of “${heading}”`;
}

function whyCarried({ index }: Sentence, taken: readonly Choice[], { sentences }: Reading): string {
  const core = taken.find(({ first, last }) => first <= index && index <= last)?.core ?? index;
  const opening = (sentences[core]?.text ?? '').split(/\s+/, 5).join(' ').slice(0, 40);
  return index < core ? `“${opening}…” leans on it` : `“${opening}…” leads to it`;
}

function meritsOf({ index }: Sentence, { worths }: Weighed): readonly string[] {
  const marks = worths[index]?.marks.filter(({ value }) => value >= 0.15) ?? [];
  return marks.toSorted((a, b) => b.value - a.value).map(({ reason }) => reason);
}

/** The words that say most about the article. */
function wordsOf({ index }: Sentence, { worths, weights }: Weighed): string {
  const terms = [...(worths[index]?.terms ?? [])].map(([term, word]) => ({ word, weight: weights.get(term) ?? 0 }));
  const telling = terms.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  if (telling.length === 0) return 'stands by itself';
  return `speaks of ${telling
    .slice(0, 3)
    .map(({ word }) => `“${word}”`)
    .join(', ')}`;
}
