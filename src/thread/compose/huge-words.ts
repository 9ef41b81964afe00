import type { Warning } from '../thread.ts';
import { type Draft, edited } from './draft.ts';
import { breakAll } from './invisible.ts';
import { holder } from './stretches.ts';

export const WORD = /[^ \n\t]+/g;

/** The platform's rules take quadratic time in the length and the dots of one word: past these it is not looked into. */
const HUGE_WORD = 400;
const MANY_DOTS = 12;

/** No link is kept in a word longer than this. */
const HOPELESS_WORD = 2500;

/** Breaks huge words wherever they could become a link or a mention; the links in them stay whole. */
export function breakHugeWords(draft: Draft, where: string, warnings: Warning[]): Draft {
  const huge = Array.from(draft.text.matchAll(WORD)).filter(({ 0: word }) => isHuge(word));
  if (huge.length === 0) return draft;
  const hopeless = huge
    .filter(({ 0: word }) => word.length > HOPELESS_WORD)
    .map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
  const inHopeless = holder(hopeless);
  const links = draft.links.filter((link) => inHopeless(link) === undefined);
  const edits = huge.flatMap(({ 0: word, index }) => breakAll(word, index, holder(draft.code), holder(links)));
  if (edits.length > 0) warnings.push(warning(where));
  return edited({ ...draft, links }, edits);
}

function isHuge(word: string): boolean {
  return word.length > HUGE_WORD || (word.length > 2 * MANY_DOTS && word.split('.').length > MANY_DOTS);
}

function warning(where: string): Warning {
  const message = `a word of more than ${HUGE_WORD} characters or ${MANY_DOTS} dots is broken, invisibly, wherever it could become a link or a mention`;
  return { code: 'accidental-link', message, where };
}
