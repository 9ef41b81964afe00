import type { Language } from './language.ts';
import { beforeSpace, past, pastClosers, pastOpeners, pastSpace } from './marks.ts';

/** What follows a run of end marks, as far as it tells whether a sentence ends there. */
export type Sequel = 'lower' | 'upper' | 'digit' | 'bracket' | 'joined' | 'sign';

/** A text to be cut, with what is the same at every place in it. */
export interface Whole {
  readonly text: string;
  readonly language: Language;
  /** The paragraph has no capitals at all, so that lower case says nothing. */
  readonly capless: boolean;
}

/** One run of end marks with what stands around it: all that the rules look at. Offsets are UTF-16 units of `text`. */
export interface Place extends Whole {
  /** Where the sentence so far begins. */
  readonly opens: number;
  /** The end marks, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Behind closing quotation marks, brackets and note numbers. */
  readonly close: number;
  /** The first character of what follows. */
  readonly next: number;
  /** The word in front of the marks with the stops inside it (`p.m`); empty where there is none. */
  readonly before: string;
  /** The first word of what follows, opening signs left out; empty where it begins with none. */
  readonly after: string;
  /** Where `after` begins. */
  readonly afterStart: number;
  readonly sequel: Sequel;
}

/** No word that matters is longer than this; it keeps the look around a mark short on any input. */
const reach = 40;
/** A half of a surrogate pair counts as a letter, so that the look back may go by code units. */
const inWord = /[\p{L}\p{N}\p{M}.&°§\ud800-\udfff]/u;
const wordAfter = /[\p{L}\p{M}]+|\p{N}+/uy;
const picture = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/uy;
const joining = /[,;:)\]}%…&+=/|<>^~，、；：）】」』·]/;
const dash = /[—–―]|--/y;
/** A dash with space behind it, or a hyphen typed for one, parts clauses; a hyphen before a capital is a bullet. */
const clauseDash = /(?:[—–―]|--)\s|-\s+\p{Ll}/uy;
/** Note numbers set right behind the stop, as they come out of a copied page: `the end.11 12 Another`. */
const notes = /\d{1,3}(?:[ ,–-]\d{1,3}){0,4}(?=\s+["'“‘(]?\p{Lu})/uy;
/** An address has no capitals to open a sentence with. */
const address = /^(?:https?|www)$/;

/** The word that ends at `at` and does not begin before `from`, stops inside it included. */
export function wordEndingAt(text: string, at: number, from: number): string {
  const floor = Math.max(from, at - reach);
  let start = at;
  while (start > floor && inWord.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start, at).replace(/^\.+/, '');
}

/** The word in front of `before`, if only white space parts them. */
export function secondWordBefore({ text, start, before, opens }: Place): string {
  const end = start - before.length;
  return wordEndingAt(text, beforeSpace(text, end, Math.max(opens, end - reach)), opens);
}

/** The word that begins at `at`; empty where none does. */
export function wordAt(text: string, at: number): string {
  wordAfter.lastIndex = at;
  return wordAfter.exec(text)?.[0].slice(0, reach) ?? '';
}

/** Looks around the end marks at `[start, end)` of the sentence that `opens` where it does. */
export function placeOf(
  whole: Whole,
  opens: number,
  { start, end }: { readonly start: number; readonly end: number },
): Place {
  const { text } = whole;
  const before = wordEndingAt(text, start, opens);
  const noted = /^\p{Ll}{3}|^$/u.test(before) ? past(notes, text, end) : end;
  const close = pastEmoji(text, pastClosers(text, noted), opens);
  const next = pastSpace(text, close);
  const afterStart = pastOpeners(text, past(dash, text, next));
  const sequel = sequelAt(text, next, afterStart);
  return { ...whole, opens, start, end, close, next, before, afterStart, after: wordAt(text, afterStart), sequel };
}

/** Emoji behind the marks belong to the sentence, unless it opened with one: then they are its bullets. */
function pastEmoji(text: string, at: number, opens: number): number {
  const ahead = pastSpace(text, at);
  if (past(picture, text, ahead) === ahead || past(picture, text, opens) > opens) return at;
  return pastTrailing(text, at);
}

/** A function of its own, so that a text without emoji does not wait for the list of all of them: that takes 30 ms. */
function pastTrailing(text: string, at: number): number {
  return past(/(?:\s*\p{RGI_Emoji})+(?!\S)/vy, text, at);
}

function sequelAt(text: string, next: number, afterStart: number): Sequel {
  const sign = text.charAt(next);
  if (joining.test(sign) || past(clauseDash, text, next) > next) return 'joined';
  if (sign === '(' || sign === '[') return 'bracket';
  const word = wordAt(text, afterStart);
  if (/^\p{Ll}/u.test(word)) return /\p{Lu}/u.test(word) || address.test(word) ? 'upper' : 'lower';
  if (/^\p{L}/u.test(word)) return 'upper';
  return word === '' ? 'sign' : 'digit';
}
