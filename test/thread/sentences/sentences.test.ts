import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentences } from '../../../src/thread/sentences/sentences.ts';
import { seed } from '../../seed.ts';
import { readCases } from './fixtures.ts';

const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'zh', 'ja'];

function textsOf(text: string, language: string): string[] {
  return sentences(text, language).map(({ start, end }) => text.slice(start, end));
}

describe.each(languages)('the sentences of %s', (language) => {
  const cases = readCases(language).map((each) => [each.guarantee, each] as const);
  test.each(cases)('%s', (_, each) => {
    expect(textsOf(each.text, language)).toEqual(each.sentences);
  });
});

/** Pieces whose inside no cut may enter. */
const tokens = [
  'https://example.org/a.b?c=D.E!f&g=?H#I.J',
  'www.example.co.uk/The.End',
  'j.doe@mail.example.com',
  '3.5',
  '1,250.75',
  '$12.50',
  '1.66E-27',
  '2.0.1',
  'README.md',
  'Node.js',
  'U.S.A.',
  'e.g.',
  '👩‍👩‍👧',
  'e\u0301',
  '각',
  '!\ufe0f',
  '.\u0301',
];
const pieces = fc.oneof(
  fc.constantFrom(...tokens),
  fc.constantFrom(
    'The',
    'he',
    'Mr.',
    'said',
    'No.',
    'p.',
    '5',
    'I',
    'Jan.',
    '。',
    '…',
    '. . .',
    '.',
    '!',
    '?',
    '"',
    '“',
    '”',
  ),
  fc.constantFrom(
    '(',
    ')',
    '「',
    '」',
    '—',
    ',',
    ':',
    '1)',
    '2)',
    '•',
    "'",
    '\n',
    '\n\n',
    '\u0301',
    '\u00a0',
    '🎉',
    'שלום',
    'नमस्ते।',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const separator = fc.constantFrom('', ' ', ' ', ' ', '  ', '\n');
const texts = fc.array(fc.tuple(pieces, separator), { maxLength: 40 }).map((all) => all.flat().join(''));
const anyLanguage = fc.constantFrom(...languages, 'sv', 'ar', 'th', 'x', '');

function check(property: (text: string, language: string) => void): void {
  fc.assert(fc.property(texts, anyLanguage, property), { seed, numRuns: 2000 });
}

describe('any text', () => {
  test('is covered in order, without overlap, but for white space', () => {
    check((text, language) => {
      let reached = 0;
      for (const { start, end } of sentences(text, language)) {
        expect(start).toBeGreaterThanOrEqual(reached);
        expect(end).toBeGreaterThan(start);
        expect(text.slice(reached, start).trim()).toBe('');
        expect(text.slice(start, end)).toMatch(/\S$/u);
        reached = end;
      }
      expect(text.slice(reached).trim()).toBe('');
    });
  });

  test('is cut the same with white space behind it', () => {
    check((text, language) => {
      expect(sentences(`${text.trimEnd()} \n `, language)).toEqual(sentences(text.trimEnd(), language));
    });
  });

  test('is cut the same each time', () => {
    check((text, language) => {
      expect(sentences(text, language)).toEqual(sentences(text, language));
    });
  });

  test('is never cut inside a grapheme', () => {
    const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
    check((text, language) => {
      const edges = new Set([...graphemes.segment(text)].map(({ index }) => index).concat(text.length));
      for (const { start, end } of sentences(text, language)) {
        expect(edges).toContain(start);
        expect(edges).toContain(end);
      }
    });
  });

  test('is never cut inside an address, a number, a file name or an abbreviation', () => {
    const word = fc.constantFrom('the', 'The', 'river', 'Rome', 'He', 'is', '(', '"', 'end.', 'End!', '…');
    const pattern = fc.array(fc.oneof(word, fc.constantFrom(...tokens)), { maxLength: 20 });
    fc.assert(
      fc.property(pattern, anyLanguage, (all, language) => {
        const text = all.join(' ');
        let at = 0;
        const inside = new Set<number>();
        for (const piece of all) {
          if (tokens.includes(piece)) for (let i = at + 1; i < at + piece.length; i += 1) inside.add(i);
          at += piece.length + 1;
        }
        for (const { start, end } of sentences(text, language)) {
          expect(inside.has(start)).toBe(false);
          expect(inside.has(end)).toBe(false);
        }
      }),
      { seed, numRuns: 2000 },
    );
  });
});

describe('hostile text', () => {
  const size = 100_000;
  const fill = (part: string) => part.repeat(size / part.length);
  const texts = [
    '(',
    '([',
    '"',
    '"a. ',
    "'a. ",
    '. ',
    '? ',
    'a.B',
    'U.S. ',
    '。',
    '「。',
    'a \n ',
    '1. ',
    '. —',
    'a. 🎉 ',
    '\u200b',
    '[1]',
  ];
  test.each(texts.map((part) => [JSON.stringify(part), part] as const))('%s over and over is covered', (_, part) => {
    const text = fill(part);
    const held = sentences(text, 'en').map(({ start, end }) => text.slice(start, end));
    expect(held.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  });
});

describe('a language without data', () => {
  test('is cut by the rules of Unicode', () => {
    expect(textsOf('Det regnar. Vi stannar hemma.', 'sv')).toEqual(['Det regnar.', 'Vi stannar hemma.']);
    expect(textsOf('यह पहला है। यह दूसरा है।', 'hi')).toEqual(['यह पहला है।', 'यह दूसरा है।']);
  });

  test('may carry a tag of any form', () => {
    expect(textsOf('One. Two.', 'not a tag!')).toEqual(['One.', 'Two.']);
    expect(textsOf('One. Two.', 'en_GB')).toEqual(['One.', 'Two.']);
  });
});

test('a quotation too long for a post is cut inside', () => {
  const long = `He said: “${'It was a long and cold winter in the hills. '.repeat(8)}Then it ended.” She nodded.`;
  expect(textsOf(long, 'en').length).toBeGreaterThan(8);
});
