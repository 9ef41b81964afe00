import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blueskyRules } from '../../../src/platforms/bluesky/rules.ts';
import { xRules } from '../../../src/platforms/x/rules.ts';
import { cut } from '../../../src/thread/cut/cut.ts';
import type { Frame, Passage, Piece } from '../../../src/thread/passage.ts';
import type { Rules } from '../../../src/thread/rules.ts';
import { sentences } from '../../../src/thread/sentences/sentences.ts';
import { seed } from '../../seed.ts';
import { inked, numbered, passage, postsOf } from './making.ts';

const latin = ['a', 'river', 'the', 'Überraschung', 'naïve', 'and', 'This', 'cafe\u0301', 'İstanbul', 'ﬁne'];
const scripts = [
  'книга',
  'βιβλίο',
  'كتاب',
  'مكتبة',
  'ספר',
  'पुस्तक',
  'क्षेत्र',
  'ภาษาไทยง่ายมาก',
  '他说这是一个句子',
  '学校へ行きました',
  '한국어',
  'ኢትዮጵያ',
];
const emoji = ['👩‍👩‍👧‍👦', '🏳️‍🌈', '🇬🇧🇫🇷', '❤️', '👍🏽', '🧑🏿‍🚀', '1️⃣', '☔️'];
const marks = [
  '—',
  '“so',
  'said”',
  '(once',
  'twice)',
  '«oui»',
  'end.',
  'why?',
  'stop!',
  'well,',
  'then;',
  'thus:',
  '。',
  '，',
  '؟',
  '…',
  '\u200b',
  '\u202e',
  '\u2060',
  '\u00a0',
];
/** What may never be divided, with white space inside. */
const phrases = ['5 km', '$3 billion', '10 per cent', '3 p.m. today', 'J. Smith', 'Dr. Brown', '18 November', 'p. 12'];
/** The same without. */
const tokens = [
  'https://example.com/a/long;path,with(marks)?q=1',
  '@someone.example.com',
  '#hashtag',
  '$CASH',
  'x.com',
  'a.b@example.org',
];

const word = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...latin) },
  { weight: 4, arbitrary: fc.constantFrom(...scripts) },
  { weight: 2, arbitrary: fc.constantFrom(...emoji) },
  { weight: 4, arbitrary: fc.constantFrom(...marks) },
  { weight: 1, arbitrary: fc.constantFrom(...tokens) },
  { weight: 1, arbitrary: fc.constantFrom(...phrases).map((phrase) => `word ${phrase} word`) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }) },
);
const longWord = fc.record({
  unit: fc.constantFrom('x', 'é', '字', 'क्ष', '👩‍👩‍👧‍👦', 'a.'),
  times: fc.constantFrom(200, 300, 1000, 10_000),
});
const text = fc.record({
  words: fc.array(word, { minLength: 1, maxLength: 80 }),
  space: fc.constantFrom(' ', ' ', ' ', '  ', '\n', ''),
  long: fc.option(longWord, { freq: 20 }),
});
const passages = fc.array(
  fc.record({
    text: text.map(({ words, space, long }) => {
      const joined = words.join(space);
      return long === null ? joined : `${joined} ${long.unit.repeat(long.times)} ${joined}`;
    }),
    kind: fc.constantFrom<Passage['kind']>(
      'heading',
      'paragraph',
      'paragraph',
      'paragraph',
      'item',
      'quote',
      'code',
      'row',
    ),
    joint: fc.constantFrom<Passage['joint']>('section', 'paragraph', 'paragraph', 'item', 'line', 'cut'),
    glue: fc.constantFrom<Passage['glue']>('\n\n', '\n\n', '\n', ' '),
  }),
  { minLength: 1, maxLength: 6 },
);
const endings = ['', 'https://example.com/article', 'Sign off. '.repeat(10).trim()];
const languages = fc.constantFrom('en', 'de', 'zh', 'ar', 'hi', 'xx');

describe.each([
  ['x', xRules],
  ['bluesky', blueskyRules],
])('any article, cut for %s', (_, rules) => {
  /** Every test sees the same articles, so that each is cut only once. */
  const threads = new Map<string, readonly Piece[]>();
  const check = (holds: (made: Made) => void): void => {
    const property = fc.property(passages, fc.constantFrom(...endings), languages, (list, ending, language) => {
      const whole = list.map(({ text: content, ...fields }) => passage(content, fields));
      const frame = numbered(ending);
      const key = JSON.stringify([whole, ending, language]);
      const pieces = threads.get(key) ?? cut(whole, { rules, language, frame });
      threads.set(key, pieces);
      holds({ passages: whole, pieces, rules, frame, language });
    });
    fc.assert(property, { seed, numRuns: 60 });
  };

  test('has no post over its limit', () => {
    check(({ pieces, frame }) => expect(postsOf(pieces, frame).filter((post) => !rules.fits(post))).toEqual([]));
  });

  test('loses and rewords nothing, in order', () => {
    check(({ passages: whole, pieces }) => {
      const kept = pieces.map((piece) => piece.text).join('');
      expect(inked(kept)).toBe(inked(whole.map((one) => one.text).join('')));
      expect(pieces.every((piece) => piece.text === piece.text.trim())).toBe(true);
    });
  });

  test('has the same cuts every time', () => {
    check(({ passages: whole, pieces, frame, language }) => {
      expect(cut(whole, { rules, language, frame })).toEqual(pieces);
    });
  });

  test('divides no sentence that the post in which it begins could hold', () => {
    check((made) => {
      const needless = insideCuts(made).filter(({ passage: { kind, text: content }, at, index }) => {
        if (kind === 'code') return false;
        const whole = { start: content.length - content.trimStart().length, end: content.trimEnd().length };
        const units = kind === 'heading' || kind === 'row' ? [whole] : sentences(content, made.language);
        const unit = units.find(({ start, end }) => start < at && at < end);
        return unit !== undefined && holds(made, content.slice(unit.start, unit.end), index);
      });
      expect(needless.map(around)).toEqual([]);
    });
  });

  test('is never cut inside what must stay whole', () => {
    const whole = [...phrases, ...tokens];
    check((made) => {
      const torn = insideCuts(made).filter((place) => {
        const { passage: found, at, index } = place;
        return whole.some((one) => {
          const start = found.text.lastIndexOf(one, at - 1);
          if (start < 0 || at <= start || at >= start + one.length || endsSentence(place, made.language)) return false;
          return holds(made, runAround(found.text, start, start + one.length), index);
        });
      });
      expect(torn.map(around)).toEqual([]);
    });
  });

  test('is never cut inside a grapheme', () => {
    check((made) => {
      const segmenter = new Intl.Segmenter(made.language);
      const torn = insideCuts(made).filter(({ passage: { text: content }, at }) => {
        const from = Math.max(0, content.lastIndexOf(' ', at));
        return segmenter.segment(content.slice(from)).containing(at - from)?.index !== at - from;
      });
      expect(torn.map(around)).toEqual([]);
    });
  });
});

interface Made {
  readonly passages: readonly Passage[];
  readonly pieces: readonly Piece[];
  readonly rules: Rules;
  readonly frame: Frame;
  readonly language: string;
}

/** A cut inside a passage, after the post at `index`. */
interface InsideCut {
  readonly passage: Passage;
  readonly at: number;
  readonly index: number;
}

function insideCuts({ passages: whole, pieces }: Made): InsideCut[] {
  return pieces.flatMap(({ to }, index) => {
    const [next, found] = [pieces[index + 1], whole[to.passage]];
    if (found === undefined || next?.from.passage !== to.passage || next.text === '') return [];
    return [{ passage: found, at: to.offset, index }];
  });
}

/** Whether a sentence ends there: where a language has no data, that may be after an initial or an abbreviation. */
function endsSentence({ passage: { kind, text: content }, at }: InsideCut, language: string): boolean {
  if (kind === 'heading' || kind === 'row' || kind === 'code') return false;
  return sentences(content, language).some(({ end }) => end === at);
}

function around({ passage: { text: content }, at }: InsideCut): string {
  return `${content.slice(Math.max(0, at - 40), at)}|${content.slice(at, at + 40)}`;
}

/** Whether the post at an index, not the last one, could hold a text. */
function holds({ pieces, rules, frame }: Made, content: string, index: number): boolean {
  const { before, after } = frame.around(index, Math.max(pieces.length, index + 2));
  if (content.length > 4000) return false;
  return rules.fits(`${before}${content}${after}`);
}

/** What stands without breakable white space around a stretch: it may be one word longer than a post. */
function runAround(content: string, start: number, end: number): string {
  const before = /[^ \n]*$/.exec(content.slice(0, start))?.[0] ?? '';
  return before + content.slice(start, end) + (/^[^ \n]*/.exec(content.slice(end))?.[0] ?? '');
}
