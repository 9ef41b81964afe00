import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Draft,
  type Edit,
  edited,
  framed,
  joined,
  plainDraft,
  sliced,
} from '../../../src/thread/compose/draft.ts';
import { seed } from '../../seed.ts';

const letters = fc.string({ unit: fc.constantFrom(...'abcdef'), minLength: 1, maxLength: 20 });

/** A text whose every letter is unique, so that a stretch is known again by its words. */
const draft = fc.tuple(fc.integer({ min: 1, max: 26 }), fc.nat(), fc.nat()).map(([length, a, b]): Draft => {
  const text = 'abcdefghijklmnopqrstuvwxyz'.slice(0, length);
  const [start, end] = [a % length, b % length].toSorted((x, y) => x - y);
  return { ...plainDraft(text), links: [{ url: 'u', start: start ?? 0, end: (end ?? 0) + 1 }] };
});

/** Edits in order and apart from one another. */
const edits = (length: number) =>
  fc
    .array(fc.tuple(fc.nat({ max: length }), fc.nat({ max: length }), fc.constantFrom('', 'X', 'YY')), { maxLength: 6 })
    .map((raw) => {
      const found: Edit[] = [];
      for (const [a, b, text] of raw
        .map(([x, y, z]) => [Math.min(x, y), Math.max(x, y), z] as const)
        .toSorted((x, y) => x[0] - y[0] || x[1] - y[1])) {
        if (a >= (found.at(-1)?.end ?? 0)) found.push({ start: a, end: b, text });
      }
      return found;
    });

const words = ({ text, links }: Draft) => links.map(({ start, end }) => text.slice(start, end));

describe('an edited draft', () => {
  it('keeps every stretch on those of its letters that are left, with what was put in their place', () => {
    fc.assert(
      fc.property(
        draft.chain((made) => fc.tuple(fc.constant(made), edits(made.text.length))),
        ([made, all]) => {
          const result = edited(made, all);
          const [before] = words(made);
          const kept = [...(before ?? '')].filter((letter) => result.text.includes(letter)).join('');
          const [after = ''] = words(result);
          expect(after.replace(/[XY]/g, '')).toBe(kept);
        },
      ),
      { seed, numRuns: 2000 },
    );
  });

  it('leaves what is inserted at the edges of a stretch outside', () => {
    const made = { ...plainDraft('abc'), links: [{ url: 'u', start: 1, end: 2 }] };
    const result = edited(made, [
      { start: 1, end: 1, text: '<' },
      { start: 2, end: 2, text: '>' },
    ]);
    expect(result.text).toBe('a<b>c');
    expect(words(result)).toEqual(['b']);
  });

  it('drops a stretch of which nothing is left', () => {
    const made = { ...plainDraft('abc'), links: [{ url: 'u', start: 1, end: 2 }] };
    expect(edited(made, [{ start: 0, end: 3, text: '' }])).toEqual(plainDraft(''));
  });
});

describe('drafts', () => {
  it('keep their stretches when they are framed, joined and sliced', () => {
    fc.assert(
      fc.property(draft, draft, letters, (a, b, between) => {
        expect(words(framed(a, between, between))).toEqual(words(a));
        const both = joined([a, b], between);
        expect(both.text).toBe(a.text + between + b.text);
        expect(words(both)).toEqual([...words(a), ...words(b)]);
        expect(words(sliced(both, a.text.length))).toEqual(words(b));
        expect(words(sliced(both, 0, a.text.length))).toEqual(words(a));
      }),
      { seed },
    );
  });
});
