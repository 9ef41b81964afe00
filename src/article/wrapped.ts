/** Scripts that are written without spaces between words. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303f\uff00-\uff65]/u;

/** Joins two lines of one paragraph: with a space, but for scripts that have none, and never behind a word's hyphen. */
export function joinWrapped(line: string, next: string): string {
  if (line === '' || next === '') return line + next;
  const hyphenated = /\p{L}-$/u.test(line) && /^\p{Ll}/u.test(next);
  const spaceless = SPACELESS.test(line.slice(-1)) && SPACELESS.test(next.charAt(0));
  return hyphenated || spaceless ? line + next : `${line} ${next}`;
}

/** A paragraph's text with its line ends taken out. */
export function unwrap(text: string): string {
  if (!text.includes('\n')) return text;
  return text.replace(/(\S?)[ \t]*\n[ \t]*(?=(\S?))/g, (_all, before: string, after: string) =>
    SPACELESS.test(before) && SPACELESS.test(after) ? before : `${before} `,
  );
}
