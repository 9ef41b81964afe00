import type { Edit } from './draft.ts';
import type { Holder } from './stretches.ts';

/**
 * ZERO WIDTH SPACE: ends what X takes for a link or a mention and is not seen. X counts it as 1, WORD JOINER as 2.
 */
export const INVISIBLE = '\u200b';

/** A dot that joins two parts of an address, and a sign in front of a name. */
const DOT = /\.(?=[\p{L}\p{M}\p{N}])/gu;
const DOT_OR_SIGN = /\.(?=[\p{L}\p{M}\p{N}])|[@＠$](?=\w)|[#＃](?=\S)/gu;

/** Breaks every dot of an address or a file name; `at` is where its words begin. */
export function breakDots(words: string, at: number): Edit[] {
  return insertBehind(words, DOT, at);
}

/**
 * Breaks everything in some words of a draft that could make a link, a mention or a cashtag of them, and in code a
 * hashtag too. What `isKept` holds stays whole.
 */
export function breakAll(words: string, at: number, code: Holder, isKept: Holder): Edit[] {
  return insertBehind(words, DOT_OR_SIGN, at).filter((edit) => {
    const isHash = '#＃'.includes(words.charAt(edit.start - at - 1));
    return isKept(edit) === undefined && (!isHash || code(edit) !== undefined);
  });
}

function insertBehind(words: string, pattern: RegExp, at: number): Edit[] {
  return Array.from(words.matchAll(pattern), ({ index }) => {
    const place = at + index + 1;
    return { start: place, end: place, text: INVISIBLE };
  });
}
