import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blueskyRules, graphemes } from '../../../src/platforms/bluesky/rules.ts';
import { seed } from '../../seed.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const odd = fc
  .array(
    fc.constantFrom(
      'a',
      'é',
      'e\u0301',
      '\u0301',
      '\r',
      '\n',
      '👨‍👩‍👧',
      '\u200d',
      '🇬🇧',
      '🇬',
      'क्षि',
      '각',
      'ᄀ',
      'ᅡ',
      '–',
      '…',
      'ж',
      '\u00ad',
      '©',
      '\ufe0f',
      'ب',
      '\u0600',
      '\ud800',
      '習',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('the length of a post on Bluesky', () => {
  it('is the number of graphemes of any text, as Intl.Segmenter counts them', () => {
    fc.assert(
      fc.property(
        fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 50 }), fc.string({ unit: 'grapheme', maxLength: 50 })),
        (text) => {
          expect(graphemes(text)).toBe([...segmenter.segment(text)].length);
        },
      ),
      { seed, numRuns: 3000 },
    );
  });

  it('is right for every character up to the symbols, between letters and doubled', () => {
    for (let unit = 0; unit < 0x2100; unit += 1) {
      const character = String.fromCharCode(unit);
      const text = `a${character}${character}a`;
      expect({ unit, graphemes: graphemes(text) }).toEqual({ unit, graphemes: [...segmenter.segment(text)].length });
    }
  });

  it('fits up to 300 graphemes and not beyond', () => {
    expect(blueskyRules.fits('é'.repeat(300))).toBe(true);
    expect(blueskyRules.fits('é'.repeat(301))).toBe(false);
    expect(blueskyRules.fits('习'.repeat(300))).toBe(true);
  });

  it('fits up to 3,000 bytes and not beyond, however few graphemes', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(Buffer.byteLength(family)).toBe(25);
    expect(blueskyRules.fits(family.repeat(120))).toBe(true);
    expect(blueskyRules.fits(`${family.repeat(120)}!`)).toBe(false);
    expect(blueskyRules.measure(family.repeat(120))).toEqual({ value: 120, limit: 300, unit: 'graphemes' });
  });
});
