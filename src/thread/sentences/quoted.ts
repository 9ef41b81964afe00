import { names } from './language.ts';
import type { Place } from './place.ts';

const quoteEnd = /["'”’»›“‘」』]/;

/** `"Stop!" Ana Silva cried.`: behind a quotation, up to three capitalised words and a verb of speech. */
export function isAttribution(place: Place): boolean {
  const { text, language, next, sequel } = place;
  if (sequel !== 'upper' || !closesQuotation(place)) return false;
  const words = text.slice(next, next + 80).split(/\s+/, 4);
  const [first = ''] = words;
  const verb = words.find((word) => !/^\p{Lu}/u.test(word)) ?? '';
  if (verb === first || (names(language.starters, first) && first !== language.pronoun)) return false;
  return names(language.speech, verb.replace(/[^\p{L}].*$/u, ''));
}

/** `… to the end." (Smith 55).`: a parenthesis that the stop follows is part of the sentence. */
export function isCitation(place: Place): boolean {
  const { text, next, sequel } = place;
  if (sequel !== 'bracket' || !closesQuotation(place)) return false;
  return /^[([][^()[\]]{1,60}[)\]][.!?]/.test(text.slice(next, next + 64));
}

function closesQuotation({ text, end, close }: Place): boolean {
  return quoteEnd.test(text.slice(end, close));
}
