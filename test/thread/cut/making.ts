import { countGraphemes } from 'unicode-segmenter/grapheme';
import type { Frame, Passage, Piece } from '../../../src/thread/passage.ts';
import type { Rules } from '../../../src/thread/rules.ts';

/** Passages, rules and frames made by hand: each says only what its test is about. */
export function passage(text: string, fields: Partial<Passage> = {}): Passage {
  return {
    ...{ kind: 'paragraph', text, joint: 'paragraph', glue: '\n\n' },
    ...{ atoms: [], links: [], mentions: [], hashtags: [], images: [], line: 1 },
    ...fields,
  };
}

export const heading = (text: string): Passage => passage(text, { kind: 'heading', joint: 'section' });
export const item = (text: string): Passage => passage(text, { kind: 'item', joint: 'item', glue: '\n' });
export const code = (text: string): Passage => passage(text, { kind: 'code', joint: 'line', glue: '\n' });

/** A platform that counts graphemes, and nothing else. */
export function rulesOf(limit: number, fields: Partial<Rules> = {}): Rules {
  return {
    platform: 'test',
    measure: (text) => ({ value: countGraphemes(text), limit, unit: 'graphemes' }),
    fits: (text) => countGraphemes(text) <= limit,
    facets: true,
    entities: () => [],
    maxImages: 4,
    numbering: null,
    awkwardLengths: [],
    ...fields,
  };
}

export const bare: Frame = { around: () => ({ before: '', after: '' }) };

/** Numbers as `3/12`, and on the last post what is given. */
export function numbered(last = ''): Frame {
  return {
    around: (index, total) => ({
      before: '',
      after: `${index === total - 1 && last !== '' ? `\n\n${last}` : ''}${total > 1 ? `\n\n${index + 1}/${total}` : ''}`,
    }),
  };
}

/** The posts as they will be. */
export function postsOf(pieces: readonly Piece[], frame: Frame): string[] {
  return pieces.map(({ text }, index) => {
    const { before, after } = frame.around(index, pieces.length);
    return `${before}${text}${after}`.trim();
  });
}

export const textsOf = (pieces: readonly Piece[]): string[] => pieces.map(({ text }) => text);

/** Text without its white space: what a thread must keep. */
export const inked = (text: string): string => text.replace(/\s+/gu, '');

/** A sentence of so many characters. */
export function sentence(length: number, first = 'Word'): string {
  return `${`${first}${' word'.repeat(length)}`
    .slice(0, length - 1)
    .trimEnd()
    .padEnd(length - 1, 'x')}.`;
}

/** A sum of all charges. */
export function costOf(pieces: readonly Piece[]): number {
  return pieces.flatMap(({ charges }) => charges).reduce((sum, { cost }) => sum + cost, 0);
}
