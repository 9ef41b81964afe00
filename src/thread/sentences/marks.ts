/**
 * Signs that end sentences, open and close what they hold, and join on to what came before. All patterns are sticky or
 * single characters, so that none can look twice at a stretch of text.
 */

/** A run of end marks; dots may be set with single spaces between them, `. . .`, unless a word follows (` .NET`). */
const run = /[.!?…‼⁇⁈⁉‽。！？．｡](?:[.!?…‼⁇⁈⁉‽。！？．｡]|[ \u00a0]\.(?![\p{L}\p{N}]))*/gu;

/** Closing quotation marks and brackets, and note numbers (`[12]`, `¹`) that still belong to a sentence. */
const closers = /(?:["'”’»›)\]}」』）】》〉\p{Join_C}\p{M}¹²³⁴-⁹]|[«‹“‘](?![\p{L}\p{N}])|\[\d{1,3}\])*/uy;
/** French sets a space inside its quotation marks. */
const spacedCloser = /[\u00a0\u202f ][»›](?![\p{L}\p{N}])/uy;

const openers = /["'`“”‘’«‹„‚»([{「『（【《〈¿¡\s]*/uy;
const extender = /[\p{M}\p{Join_C}\p{Emoji_Modifier}\u{e0020}-\u{e007f}\uff9e\uff9f\u0e33\u0eb3]/uy;
const space = /\s*/y;

/** The first position at or after `at` that `pattern`, sticky, does not take. */
export function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

export function pastSpace(text: string, at: number): number {
  return past(space, text, at);
}

/** The last position at or before `at`, not before `floor`, that no white space precedes. */
export function beforeSpace(text: string, at: number, floor: number): number {
  let end = at;
  while (end > floor && /\s/.test(text.charAt(end - 1))) end -= 1;
  return end;
}

export function pastOpeners(text: string, at: number): number {
  return past(openers, text, at);
}

/** Past everything that closes with a sentence whose end marks stop at `at`. */
export function pastClosers(text: string, at: number): number {
  const closed = past(closers, text, at);
  const spaced = past(spacedCloser, text, closed);
  return spaced === closed ? closed : past(closers, text, spaced);
}

/** Where text begins again at or after `at`: past white space, but for a space that a combining mark makes its own. */
export function startAt(text: string, at: number): number {
  const start = pastSpace(text, at);
  return start > at && past(extender, text, start) > start && text.charAt(start - 1) !== '\n' ? start - 1 : start;
}

/** The runs of end marks, in order. */
export function* endMarks(text: string): Generator<{ readonly start: number; readonly end: number }> {
  for (const { 0: mark, index } of text.matchAll(run)) yield { start: index, end: index + mark.length };
}
