import { names } from './language.ts';
import type { Place } from './place.ts';

const fullStop = /[。！？｡]/;
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Whether a sentence ends where no white space follows: at the full stops of Chinese and Japanese, and at an ASCII one
 * in front of their signs, unless the next word carries on from the quotation that closes there; and at a slip.
 */
export function endsUnspaced(place: Place): boolean {
  const { text, start, end, close, next, language, sequel } = place;
  const marks = text.slice(start, end);
  const isFull = fullStop.test(marks) || (/[!?]$/.test(marks) && ideograph.test(text.charAt(next)));
  if (!isFull) return isSlip(place);
  return sequel !== 'joined' && (close === end || !language.continuations.some((word) => text.startsWith(word, next)));
}

const plainWord = /^(?:\p{Lu}?\p{Ll}{2,}|[\d,]+)$/u;
/** What an address, a path or a name in a program has in it. */
const inAddress = /[/@:_#.]|^www/;

/** The writer forgot the space: a plain word, a stop, and a capitalised word that opens a sentence. */
function isSlip({ text, language, opens, before, start, end, next, after }: Place): boolean {
  if (next !== end || !/^[.!?]$/.test(text.slice(start, end))) return false;
  const token =
    text
      .slice(Math.max(opens, start - 80), start)
      .split(/\s/)
      .at(-1) ?? '';
  if (inAddress.test(token) || !plainWord.test(before) || names(language.leading, before)) return false;
  const behind = text.slice(next + after.length, next + after.length + 2);
  if (!/^\p{Lu}/u.test(after)) return false;
  if (names(language.leading, after)) return /^\.\s/.test(behind);
  return names(language.starters, after) && /^(?:[\s,]|['’]\p{Ll})/u.test(behind);
}
