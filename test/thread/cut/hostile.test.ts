import { expect, test } from 'vitest';
import { InputError } from '../../../src/errors.ts';
import { blueskyRules } from '../../../src/platforms/bluesky/rules.ts';
import { xRules } from '../../../src/platforms/x/rules.ts';
import { cut } from '../../../src/thread/cut/cut.ts';
import { inked, numbered, passage } from './making.ts';

const size = 250_000;
const repeated = (unit: string, length = size): string => unit.repeat(length / unit.length);

const texts: Readonly<Record<string, string>> = {
  'one token': repeated('a'),
  'white space': repeated(' '),
  'two words far apart': `a${repeated(' ')}b`,
  'zero-width spaces': repeated('\u200b', 100_000),
  'quotation marks': repeated('"'),
  'opening quotation marks': repeated('“'),
  'opening parentheses': repeated('('),
  'nested parentheses': repeated('(', size / 2) + repeated(')', size / 2),
  'parentheses of two sentences': repeated('(x. Y) '),
  'words without an end': repeated('lorem ipsum dolor '),
  'clauses without an end': repeated('lorem, ipsum; '),
  'numbers in a row': repeated('12 '),
  'one number': `1${repeated('.')}x`,
  'initials in a row': repeated('J. '),
  'dashes between letters': repeated('a—b'),
  'Chinese without a mark': repeated('他说这是一个很长的句子没有标点', 90_000),
};

test.each(Object.keys(texts))('a quarter of a megabyte of %s is cut, and kept whole', (name) => {
  const text = texts[name] ?? '';
  for (const rules of [xRules, blueskyRules]) {
    const pieces = cut([passage(text)], { rules, language: 'en', frame: numbered('https://example.com/x') });
    expect(inked(pieces.map((piece) => piece.text).join('')) === inked(text)).toBe(true);
  }
});

test.each([
  ['joiners', '\u200d'],
  ['combining marks', '\u0301'],
])('100,000 %s on one letter are refused', (_, mark) => {
  const text = `a${mark.repeat(100_000)}`;
  for (const rules of [xRules, blueskyRules]) {
    expect(() => cut([passage(text)], { rules, language: 'en', frame: numbered() })).toThrow(InputError);
  }
});

test('many long sentences among many links in one paragraph are cut in linear time', () => {
  const sentence = `${'https://example.com/a word '.repeat(40)}end. `;
  const text = sentence.repeat(800).trim();
  const links = Array.from(text.matchAll(/https:\S+/g), ({ 0: url, index }) => ({
    ...{ url, start: index, end: index + url.length },
  }));
  const pieces = cut([passage(text, { links })], { rules: blueskyRules, language: 'en', frame: numbered() });
  expect(inked(pieces.map((piece) => piece.text).join('')) === inked(text)).toBe(true);
});
