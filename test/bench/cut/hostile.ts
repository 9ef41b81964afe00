/** Texts that are no prose, made to be slow to cut, of about so many characters. */
export const hostileTexts: Readonly<Record<string, (length: number) => string>> = {
  'one token': (length) => 'a'.repeat(length),
  'white space between two words': (length) => `a${' '.repeat(length)}b`,
  'zero-width characters, a tenth as many': (length) => '\u200b'.repeat(length / 10),
  'quotation marks': (length) => '"'.repeat(length),
  'opening parentheses': (length) => '('.repeat(length),
  'nested parentheses': (length) => '('.repeat(length / 2) + ')'.repeat(length / 2),
  'one sentence of words': (length) => 'lorem ipsum '.repeat(length / 12),
  'one sentence of numbers': (length) => '12 '.repeat(length / 3),
  'short sentences': (length) => 'This is one. However, that is two. '.repeat(length / 35),
};
