/** Scripts that are written without spaces between words. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303f\uff00-\uff65]/u;

/** What joins two lines of one paragraph: a space, but for scripts that have none, and never behind a word's hyphen. */
export function glueBetween(line: string, next: string): '' | ' ' {
  const hyphenated = /\p{L}-$/u.test(line.slice(-3)) && /^\p{Ll}/u.test(next);
  return hyphenated || (SPACELESS.test(line.slice(-1)) && SPACELESS.test(next.charAt(0))) ? '' : ' ';
}

/** A paragraph's text with its line ends taken out. */
export function unwrap(text: string): string {
  if (!text.includes('\n')) return text;
  return text.replace(/(\S?)[ \t]*\n[ \t]*(?=(\S?))/g, (_all, before: string, after: string) =>
    SPACELESS.test(before) && SPACELESS.test(after) ? before : `${before} `,
  );
}
