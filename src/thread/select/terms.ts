import { remembered } from '../remembered.ts';
import type { Language } from '../sentences/language.ts';
import { languageOf } from '../sentences/languages.ts';

/** What a text is about: the stems of its words, without those that every text has, each with a word it stands for. */
export type Terms = ReadonlyMap<string, string>;

const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[\p{L}\p{M}\p{N}]+/gu;
const ideograph = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Letters that tell words apart while most of their endings do not. */
const stemLength = 6;

/** The distinct terms of a text. Signs of Chinese and Japanese count in pairs. */
export const termsOf = remembered((text, language): Terms => {
  const data = languageOf(language);
  const found = new Map<string, string>();
  for (const [each] of text.matchAll(word)) {
    if (ideograph.test(each)) {
      for (let at = 0; at + 1 < each.length; at += 1) found.set(each.slice(at, at + 2), each.slice(at, at + 2));
      continue;
    }
    const lower = each.toLowerCase();
    const stem = stemOf(lower);
    if (each.length > 2 && !isCommon(lower, data) && !found.has(stem)) found.set(stem, each);
  }
  return found;
});

function stemOf(word: string): string {
  return (word.length > 4 ? word.replace(/s$/, '') : word).slice(0, stemLength);
}

function isCommon(word: string, data: Language | null): boolean {
  return data !== null && (data.starters.has(word) || data.openers.words.has(word) || data.openers.before.has(word));
}

/**
 * How much each term says about an article of these sentences: used often, but not everywhere (tf–idf with sentences
 * for documents). A term of one sentence only says nothing about the whole and has no weight.
 */
export function weigh(sentences: readonly Terms[]): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  for (const terms of sentences) for (const term of terms.keys()) used.set(term, (used.get(term) ?? 0) + 1);
  const weights = new Map<string, number>();
  for (const [term, times] of used) {
    if (times > 1) weights.set(term, Math.log(1 + times) * Math.log(sentences.length / times));
  }
  return weights;
}
