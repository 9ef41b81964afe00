import type { Stretch } from '../thread.ts';

/**
 * Quotations and parentheses short enough to be left whole: a sentence that ends inside one ends with it. Longer ones
 * would fit no post and are cut like any other text.
 *
 * Direct opening signs and their closing ones; a sign such as `“` or `»`, which closes in one language and opens in
 * another, closes if its partner is open and opens otherwise.
 */
const partners: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '「': '」',
  '『': '』',
  '（': '）',
  '【': '】',
  '《': '》',
  '“': '”',
  '„': '“”',
  '”': '”',
  '‘': '’',
  '‚': '‘’',
  '«': '»',
  '»': '«',
  '‹': '›',
  '›': '‹',
  '"': '"',
  "'": "'",
};
const sign = /[()[\]{}「」『』（）【】《》“”„‘’‚«»‹›"']/g;
/** How far down the open signs a closing one looks for its partner: nesting deeper than this is not writing. */
const depth = 6;

/** The outermost enclosures of at most `longest` UTF-16 units, in order. */
export function enclosures(text: string, longest: number): Stretch[] {
  const open: { readonly closedBy: string; readonly start: number }[] = [];
  const found: Stretch[] = [];
  for (const { 0: mark, index } of text.matchAll(sign)) {
    const level = closes(text, mark, index) ? partnerOf(open, mark) : -1;
    if (level >= 0) {
      const start = open[level]?.start ?? index;
      open.length = level;
      if (index + 1 - start <= longest) keep(found, { start, end: index + 1 });
    } else {
      const closedBy = opens(text, mark, index) ? partners[mark] : undefined;
      if (closedBy !== undefined) open.push({ closedBy, start: index });
    }
  }
  return found;
}

/** Adds a stretch and drops those it holds, which were closed before it. */
function keep(found: Stretch[], stretch: Stretch): void {
  while ((found.at(-1)?.start ?? -1) > stretch.start) found.pop();
  found.push(stretch);
}

function partnerOf(open: readonly { readonly closedBy: string }[], mark: string): number {
  for (let level = open.length - 1; level >= Math.max(0, open.length - depth); level -= 1) {
    if (open[level]?.closedBy.includes(mark)) return level;
  }
  return -1;
}

/** An apostrophe inside a word, or after the s of a plural owner, closes nothing; nor does a straight sign before a word. */
function closes(text: string, mark: string, at: number): boolean {
  if (mark === '"') return !isWordy(text, at + 1);
  if (mark !== "'" && mark !== '’') return true;
  return !isWordy(text, at + 1) && !/[sS]/.test(text.charAt(at - 1));
}

/** A straight sign, and one that elsewhere closes, opens only in front of a word and behind none. */
function opens(text: string, mark: string, at: number): boolean {
  if (!`"'”‘`.includes(mark)) return true;
  return !isWordy(text, at - 1) && /[^\s]/.test(text.charAt(at + 1));
}

function isWordy(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(at));
}

/** The end of the stretch that holds `at` and does not begin there; `at` itself where there is none. */
export function enclosedUntil(stretches: readonly Stretch[], at: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const stretch = stretches[low];
  return stretch !== undefined && stretch.start < at ? stretch.end : at;
}
