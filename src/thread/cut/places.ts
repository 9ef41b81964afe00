import type { Stretch } from '../thread.ts';
import { glued } from './glued.ts';

/** What a cut inside a unit falls on, from the best to the worst; `comma` is the weaker of two clause marks. */
export const marks = ['line', 'clause', 'comma', 'word', 'grapheme'] as const;
export type Mark = (typeof marks)[number];

/** A place where a unit may be divided: the white space from `end` to `next` goes, if there is any. */
export interface Place {
  readonly end: number;
  readonly next: number;
  readonly mark: Mark;
}

/** What finding places needs to know of the text around. */
export interface Surroundings {
  readonly text: string;
  /** Whether no cut may fall between two places of `text`, the white space between them gone. */
  covered(end: number, next: number): boolean;
}

/** Fewer characters than these are not left standing of a sentence where another place will do. */
const fragment = 20;

/** White space, or a clause mark that needs none after it. */
const partings = /\s+|[—―，；：、][”’»）」』》〉)\]]*(?=[^\s\p{P}])/gu;
/** White space of no-break spaces alone parts nothing. */
const breaking = /[^\S\u00a0\u202f\u2007\ufeff]/;

/** Clause marks, hard line breaks and the white space between words, but for what would tear one thing in two. */
export function* marksAndWords(stretch: Stretch, { text, covered }: Surroundings): Generator<Place> {
  const slice = text.slice(stretch.start, stretch.end);
  let wordStart = 0;
  for (const { 0: parting, index } of slice.matchAll(partings)) {
    const spaced = parting.trim() === '';
    const end = spaced ? index : index + parting.length;
    const next = index + parting.length;
    if (spaced && !breaking.test(parting)) continue;
    const before = slice.slice(wordStart, end);
    wordStart = next;
    if (end < fragment || next > slice.length - fragment) continue;
    const mark = parting.includes('\n') ? 'line' : markBetween(before, wordAt(slice, next), spaced);
    const place = { end: stretch.start + end, next: stretch.start + next };
    if (mark !== null && !covered(place.end, place.next)) yield { ...place, mark };
  }
}

/** As much of the word at `start` as there is need to see. */
function wordAt(text: string, start: number): string {
  return /^\S*/.exec(text.slice(start, start + 41))?.[0] ?? '';
}

const strong = /(?:[;:؛；：—―–‒…]|^-)["'”’»）」』》〉)\]]*$/u;
const weak = /[,،，、]["'”’»）」』》〉)\]]*$/u;
/** What belongs to the words before it: closing marks, and dashes with a space on either side. */
const clinging = /^(?:[\p{Pe}\p{Pf}.,;:!?…%]|[—―–-](?!\p{N}))/u;

function markBetween(before: string, after: string, spaced: boolean): Mark | null {
  if (clinging.test(after)) return null;
  const tail = before.slice(-8);
  if (strong.test(tail)) return 'clause';
  if (weak.test(tail)) return 'comma';
  return spaced && !glued(before, after) ? 'word' : null;
}

/** Every white space there is. */
export function* anySpaces({ start, end }: Stretch, { text }: Surroundings): Generator<Place> {
  for (const { 0: space, index } of text.slice(start, end).matchAll(/\s+/g)) {
    yield { end: start + index, next: start + index + space.length, mark: 'word' };
  }
}

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** The words of scripts that set no space between them. */
export function* unspacedWords({ start, end }: Stretch, { text, covered }: Surroundings): Generator<Place> {
  const slice = text.slice(start, end);
  if (!unspaced.test(slice)) return;
  let before = '';
  for (const { segment, index, isWordLike } of new Intl.Segmenter('und', { granularity: 'word' }).segment(slice)) {
    const at = start + index;
    if (index > 0 && isWordLike && !/[\p{Ps}\p{Pi}]$/u.test(before) && !covered(at, at)) {
      yield { end: at, next: at, mark: 'word' };
    }
    before = segment;
  }
}
