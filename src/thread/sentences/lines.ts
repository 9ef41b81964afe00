import type { Stretch } from '../thread.ts';
import { beforeSpace, pastOpeners, pastSpace, startAt } from './marks.ts';

const lineBreak = /\n(?:\s*\n)?/g;
const bullet = /[•⁃‣▪◦]|[–-]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s/y;
/** Ends of a line that the next carries on, or where the rules for end marks decide. */
const goesOn = /[.!?…。！？:;,—–\-(["“][”’"')\]]*$/;
const stop = /[.!?…。！？]["'”’»)\]]*$/;
const reach = 12;

/**
 * Parts a text at those line breaks that end a line of its own: a blank line, a line of verse, an entry of a list typed
 * without marks or with them. A line that only wraps goes on: the next begins in lower case, or this one ends with a comma.
 * Lower case carries on only prose, which ends in a stop; the lines of a text that does not are entries.
 */
export function lines(text: string): Stretch[] {
  const prose = stop.test(text.trimEnd().slice(-reach));
  const found: Stretch[] = [];
  let start = 0;
  for (const { 0: gap, index } of text.matchAll(lineBreak)) {
    const end = beforeSpace(text, index, start);
    const next = startAt(text, index + gap.length);
    const isBlank = gap !== '\n';
    const isOpen = goesOn.test(text.slice(Math.max(start, end - reach), end));
    if (!isBlank && !isEntry(text, next) && (isOpen || (prose && isLower(text, next)))) continue;
    found.push({ start, end });
    start = next;
  }
  found.push({ start, end: text.length });
  return found.filter((line) => line.end > line.start);
}

function isEntry(text: string, at: number): boolean {
  bullet.lastIndex = at;
  return bullet.test(text);
}

function isLower(text: string, at: number): boolean {
  return /\p{Ll}/u.test(text.charAt(pastOpeners(text, at)));
}

const entryMark = /(?<!\S)(?:([•⁃‣▪◦])|\(?(\d{1,3}|[a-z]|[ivx]{2,5})(\.\)|[.)])(?=\s))/gu;
const romans = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

/**
 * Parts a list run into one line at its own marks: `1) … 2) …`, `a. … b. …`, `• … • …`. Only a text that opens with
 * such a mark is a list, and only the next mark of the same form opens a further entry.
 */
export function entries(text: string): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  let expected: readonly string[] | null = null;
  for (const match of text.matchAll(entryMark)) {
    if (expected === null && match.index !== pastSpace(text, 0)) break;
    if (expected !== null && !expected.includes(nameOf(match))) continue;
    found.push({ start, end: match.index });
    start = match.index;
    expected = successors(match);
  }
  found.push({ start, end: text.length });
  return found.filter((entry) => entry.end > entry.start);
}

/** A mark as its list counts it: `2)`, `b.`, `•`. */
function nameOf([, bullet, count, after]: RegExpExecArray): string {
  return bullet ?? `${count}${after}`;
}

/** The marks that may come next: after `i)` both `ii)` and `j)`. */
function successors([, bullet, count = '', after]: RegExpExecArray): readonly string[] {
  if (bullet !== undefined) return [bullet];
  const roman = romans[romans.indexOf(count) + 1];
  const next = /\d/.test(count) ? String(Number(count) + 1) : String.fromCharCode(count.charCodeAt(0) + 1);
  const counts = romans.includes(count) && roman !== undefined ? [roman] : [];
  return [...counts, ...(count.length === 1 || /\d/.test(count) ? [next] : [])].map((each) => `${each}${after}`);
}
