import { remembered } from '../remembered.ts';
import type { Openers } from './language.ts';
import { languageOf } from './languages.ts';
import { pastOpeners } from './marks.ts';
import { enclosures } from './pairs.ts';
import { wordEndingAt } from './place.ts';

/** No opening that leans is longer than this, in UTF-16 units. */
const longest = 100;
const firstWord = /^[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*[,，]?/u;
const word = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*[,，]?/gu;
const ideograph = /^[\p{Script=Han}\p{Script=Hiragana}]/u;
const clauseEnd = /[,，;:.!?—–(]/;

/**
 * Whether a sentence leans on the one before it: it opens with a pronoun or a connective whose antecedent lies there,
 * "This", "However", "At their meeting". `false` for languages without data.
 */
export const opensDangling = remembered((sentence, language): boolean => {
  const openers = languageOf(language)?.openers;
  if (openers === undefined) return false;
  const start = pastOpeners(sentence, 0);
  const opening = sentence
    .slice(start, start + longest)
    .toLowerCase()
    .replaceAll('’', "'");
  return leans(opening, openers);
});

function leans(opening: string, openers: Openers): boolean {
  const [first = ''] = opening.match(firstWord) ?? [];
  const bare = stem(first);
  if (begins(opening, openers.standing.get(stripped(first)))) return false;
  if (openers.words.has(first) || openers.words.has(bare) || begins(opening, openers.phrases.get(stripped(first))))
    return true;
  return openers.before.has(first) ? pointsBack(opening, openers) : opensIdeographic(opening, openers);
}

/** Whether a text begins with one of some phrases, whatever marks stand between its words. */
function begins(opening: string, phrases: readonly string[] | undefined): boolean {
  if (phrases === undefined) return false;
  const line = `${(opening.match(word) ?? []).map(stripped).join(' ')} `;
  return phrases.some((phrase) => line.startsWith(`${phrase} `));
}

function stripped(given: string): string {
  return given.replace(/[,，]$/, '');
}

/** "it's" and "that'd" are "it" and "that"; "then," is "then". */
function stem(given: string): string {
  return given.replace(/(?:'.*|[,，])$/, '');
}

/** A chain of prepositions and the like that ends on a word pointing back: "because of that", "at their meeting". */
function pointsBack(opening: string, openers: Openers): boolean {
  const clause = opening.split(clauseEnd, 1)[0] ?? '';
  const given = clause.match(word) ?? [];
  const end = given.findIndex((each) => !openers.before.has(each));
  return end > 0 && openers.back.has(stem(given[end] ?? ''));
}

/** Where no space parts words, the listed word need only stand at the start. None is longer than four signs. */
function opensIdeographic(opening: string, { words }: Openers): boolean {
  return ideograph.test(opening) && [1, 2, 3, 4].some((length) => words.has(opening.slice(0, length)));
}

/**
 * Whether a sentence leans in another way: its last word points back ("They foundered on this."), or a pronoun speaks
 * the quotation that it opens with (`"We lost," she said.`).
 */
export function leansInside(sentence: string, language: string): boolean {
  const openers = languageOf(language)?.openers;
  if (openers === undefined) return false;
  const end = sentence.slice(-longest).replace(/[^\p{L}\p{M}\p{N}]+$/u, '');
  const last = wordEndingAt(end, end.length, 0).toLowerCase();
  return openers.last.has(last) || opensDangling(behindQuotation(sentence), language);
}

/** What follows the quotation that a sentence opens with; nothing where it opens with none. */
function behindQuotation(sentence: string): string {
  if (!/^["'“„«»「‘‚]/.test(sentence)) return '';
  const [quotation] = enclosures(sentence, sentence.length);
  if (quotation?.start !== 0) return '';
  return sentence.slice(quotation.end).replace(/^[\s,.—–-]+/, '');
}
