import { names } from './language.ts';
import { type Place, secondWordBefore, wordAt } from './place.ts';
import { isAttribution, isCitation } from './quoted.ts';

/** Whether a sentence ends at a run of end marks that white space follows. The marks are no enclosure's inside. */
export function ends(place: Place): boolean {
  if (place.sequel === 'joined' || isAttribution(place) || isCitation(place)) return false;
  const marks = place.text.slice(place.start, place.end);
  if (place.sequel === 'lower' && (!place.capless || dotsIn(marks) > 1)) return false;
  if (/[!?‼⁇⁈⁉‽！？]/.test(marks)) return exclamationEnds(place);
  const dots = dotsIn(marks);
  return dots > 1 ? ellipsisEnds(place, dots) : stopEnds(place);
}

/** `Yahoo! Mail` is a name; `(!)` is a comment on a word. */
function exclamationEnds(place: Place): boolean {
  if (isBracketed(place)) return false;
  return !names(place.language.exclaimed, place.before) || opensSentence(place);
}

/** The marks are all that a bracket holds: `(?)`, `[...]`. */
function isBracketed({ text, start, end }: Place): boolean {
  return /[([]/.test(text.charAt(start - 1)) && /[)\]]/.test(text.charAt(end));
}

function dotsIn(marks: string): number {
  return [...marks].reduce((sum, mark) => sum + (mark === '…' ? 3 : mark === '.' ? 1 : 0), 0);
}

/** Four dots are a stop and an omission. Three tell nothing, so that the next word must. */
function ellipsisEnds(place: Place, dots: number): boolean {
  if (place.start === place.opens || place.sequel === 'digit' || isBracketed(place)) return false;
  if (dots > 3 || place.close > place.end) return true;
  if (place.after === place.language.pronoun) return false;
  const setOff = /\s/.test(place.text.charAt(place.start - 1));
  return !setOff || opensSentence(place);
}

function stopEnds(place: Place): boolean {
  const { language, before, sequel } = place;
  if (before === '') return true;
  if (isEnumerator(place) || isOrdinal(place)) return false;
  if (names(language.numbered, before)) return numberedEnds(place);
  if (names(language.leading, before)) return false;
  if (names(language.final, before)) return finalEnds(place);
  if (isTrailing(place)) return sequel !== 'digit' && sequel !== 'bracket' && opensSentence(place) && !isFronted(place);
  return true;
}

/** `No. 5`, `vol. II`, `Fig. A`; but "She loves art. Others do not." */
function numberedEnds({ language, before, after, sequel }: Place): boolean {
  if (sequel === 'digit' || sequel === 'bracket') return false;
  // Behind a common word, "no", it is the pronoun rather than a numeral.
  if (after === language.pronoun) return names(language.starters, before);
  return after.length > 1 && !isNumeral(after);
}

function finalEnds(place: Place): boolean {
  if (place.sequel === 'bracket' || names(place.language.followers, place.after)) return false;
  return !isFronted(place);
}

/** An abbreviation after which a name may go on: a listed one, one with inner stops, an initial, one without vowels. */
function isTrailing(place: Place): boolean {
  const { language, before } = place;
  if (names(language.trailing, before)) return true;
  const previous = secondWordBefore(place);
  if (names(language.units, before)) return /\d$/.test(previous);
  if (/^\p{L}$/u.test(before)) return before !== language.pronoun || !names(language.conjunctions, previous);
  return hasInnerStops(place) || /^[b-df-hj-np-tv-xz]+$/.test(before);
}

/** Single letters with stops between them, `N.Y`, but for the end of an address, `https://a.b`. */
function hasInnerStops({ text, start, before }: Place): boolean {
  return /^(?:\p{L}\.)+\p{L}{1,2}$/u.test(before) && !/[/@:_-]/.test(text.charAt(start - before.length - 1));
}

/** Whether the next word shows by itself that a sentence begins with it. A single letter with a stop is an initial. */
function opensSentence({ language, after, text, afterStart }: Place): boolean {
  const isInitial = after.length === 1 && text.charAt(afterStart + 1) === '.';
  return !isInitial && names(language.starters, after);
}

/** "At 5 p.m." has no verb yet: a few words behind a preposition are not a sentence. */
function isFronted(place: Place): boolean {
  const { text, language, opens, start, after } = place;
  if (opensSentence(place) && after !== language.pronoun && !names(language.leading, after)) return false;
  if (start - opens > 40 || !names(language.prepositions, wordAt(text, opens))) return false;
  return text.slice(opens, start).split(/\s+/).length <= 5;
}

const enumerator = /^(?:[•⁃‣▪◦–-]\s*)?[([]?(?:\d{1,3}|\p{L}|x{0,3}(?:ix|iv|v?i{1,3}|v|x))$/iu;

/** The sentence so far is only a list's mark: "1. Boil the water." */
function isEnumerator({ text, opens, start }: Place): boolean {
  return start - opens <= 8 && enumerator.test(text.slice(opens, start));
}

function isOrdinal(place: Place): boolean {
  const { before, after } = place;
  const { ordinals } = place.language;
  if (ordinals === null || !/^(?:\d{1,3}|[IVX]+)$/.test(before)) return false;
  const previous = secondWordBefore(place);
  return names(ordinals.before, previous) || names(ordinals.after, after);
}

function isNumeral(word: string): boolean {
  return /^[IVXLCDM]+$/.test(word);
}
