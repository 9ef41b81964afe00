import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blueskyRules } from '../../../src/platforms/bluesky/rules.ts';
import { xRules } from '../../../src/platforms/x/rules.ts';
import { cut } from '../../../src/thread/cut/cut.ts';
import type { Passage, Piece } from '../../../src/thread/passage.ts';
import { type Highlights, highlights } from '../../../src/thread/select/highlights.ts';
import { read, type Sentence } from '../../../src/thread/select/reading.ts';
import { opensDangling } from '../../../src/thread/sentences/openers.ts';
import { seed } from '../../seed.ts';
import { passage, type Sample, samples } from './articles.ts';

const articles = samples();
const frame = { around: (index: number, total: number) => ({ before: '', after: `\n\n${index + 1}/${total}` }) };

/** The thread of some passages under the article's title. */
function thread(passages: readonly Passage[], { title, language }: Sample, rules = xRules): Piece[] {
  const opening = passage(title, { kind: 'heading', joint: 'section' });
  return cut([opening, ...passages], { rules, language, frame });
}

function highlightsOf(sample: Sample, maxPosts: number, rules = xRules): Highlights {
  const fits = (passages: readonly Passage[]) => thread(passages, sample, rules).length <= maxPosts;
  return highlights(sample.passages, sample, { maxPosts, fits });
}

/** The chosen sentences as the article's reading knows them. */
function chosenIn({ passages, language }: Sample, { chosen }: Highlights): readonly Sentence[] {
  const all = read(passages, language).sentences;
  return chosen.flatMap(({ passage, stretch }) =>
    all.filter((each) => each.passage === passage && each.start === stretch.start && each.end === stretch.end),
  );
}

function solid(texts: readonly string[]): string {
  return texts.join('').replace(/\s+/g, '');
}

function sectionsOf(sentences: readonly Sentence[]): number {
  return new Set(sentences.map(({ section }) => section)).size;
}

const named = articles.map((sample) => [sample.name, sample] as const);

describe.each(named)('the highlights of %s', (_, sample) => {
  const chosen = highlightsOf(sample, 8);

  test('are its own sentences, verbatim and in order', () => {
    const texts = chosen.chosen.map(({ passage, stretch }) => {
      return sample.passages[passage]?.text.slice(stretch.start, stretch.end) ?? '';
    });
    expect(solid(chosen.passages.map(({ text }) => text))).toBe(solid(texts));
    const indexes = chosenIn(sample, chosen).map(({ index }) => index);
    expect(indexes).toHaveLength(chosen.chosen.length);
    expect(indexes).toEqual(indexes.toSorted((one, other) => one - other));
  });

  test('keep to the budget and use it', () => {
    for (const rules of [xRules, blueskyRules]) {
      for (const maxPosts of [2, 3, 5, 8]) {
        const { passages } = highlightsOf(sample, maxPosts, rules);
        const posts = thread(passages, sample, rules);
        expect(posts.length).toBeLessThanOrEqual(maxPosts);
        if (passages !== sample.passages) expect(posts.length).toBeGreaterThanOrEqual(maxPosts - 1);
      }
    }
  });

  test('cover at most one section less than as many sentences from the beginning', () => {
    for (const maxPosts of [3, 5, 8]) {
      const sentences = chosenIn(sample, highlightsOf(sample, maxPosts));
      const first = read(sample.passages, sample.language).sentences.slice(0, sentences.length);
      expect(sectionsOf(sentences)).toBeGreaterThanOrEqual(sectionsOf(first) - 1);
    }
  });

  test('open no post with what leans on a sentence that is not right before it', () => {
    for (const maxPosts of [3, 5, 8]) {
      const made = highlightsOf(sample, maxPosts);
      const sentences = chosenIn(sample, made);
      const openings = thread(made.passages, sample).map(({ text }) => text);
      for (const [place, { index, text }] of sentences.entries()) {
        const opens = openings.some((post) => post.startsWith(text.slice(0, 40)));
        if (opens && opensDangling(text, sample.language)) expect(sentences[place - 1]?.index).toBe(index - 1);
      }
    }
  });

  test('leave no introduction without what it introduces', () => {
    const indexes = new Set(chosenIn(sample, chosen).map(({ index }) => index));
    for (const { text, index } of chosenIn(sample, chosen)) {
      if (/[:：]$/.test(text)) expect(indexes).toContain(index + 1);
    }
  });

  test('say of each sentence why it was taken', () => {
    for (const { why } of chosen.chosen) expect(why).toMatch(/^\S.{8,}$/u);
  });
});

test('highlights cover more sections on average than as many sentences from the beginning', () => {
  let covered = 0;
  let first = 0;
  for (const sample of articles) {
    for (const maxPosts of [3, 5, 8]) {
      const sentences = chosenIn(sample, highlightsOf(sample, maxPosts));
      covered += sectionsOf(sentences);
      first += sectionsOf(read(sample.passages, sample.language).sentences.slice(0, sentences.length));
    }
  }
  expect(covered / first).toBeGreaterThan(1.2);
});

const roomFor = (units: number) => (passages: readonly Passage[]) =>
  passages.reduce((sum, { text }) => sum + text.length + 2, 0) <= units;
const subject = { title: 'The mill', subtitle: null, language: 'en' };

test('every section has its best sentence before any has three', () => {
  const sections = ['wheat', 'water', 'wind', 'money'].map((thing) => [
    passage(`About ${thing}`, { kind: 'heading', joint: 'section' }),
    passage(
      Array.from({ length: 9 }, (_, n) => `The mill needs ${thing} ${n} times in every year of its life.`).join(' '),
    ),
  ]);
  for (const units of [60, 150, 250, 400, 600]) {
    const { passages } = highlights(sections.flat(), subject, { maxPosts: 8, fits: roomFor(units) });
    const text = passages.map((each) => each.text).join(' ');
    const counts = ['wheat', 'water', 'wind', 'money'].map((thing) => text.split(thing).length - 1);
    expect(Math.min(...counts) === 0 && Math.max(...counts) > 2).toBe(false);
  }
});

test('what lies on a sentence stays on its words', () => {
  const text = 'Nobody came. The old mill by the river was sold to Ana Costa for $400. She wept.';
  const at = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
  const rich = passage(text, {
    links: [{ ...at('old mill'), url: 'https://example.org' }],
    mentions: [{ ...at('Ana Costa'), handle: 'ana' }],
    hashtags: [{ ...at('Nobody'), tag: 'nobody' }],
    images: [{ source: 'mill.jpg', alt: 'A mill' }],
  });
  const made = highlights([rich], subject, { maxPosts: 1, fits: roomFor(70) });
  const [only] = made.passages;
  expect(only?.text).toBe('The old mill by the river was sold to Ana Costa for $400.');
  expect(only?.links.map(({ start, end }) => only.text.slice(start, end))).toEqual(['old mill']);
  expect(only?.mentions.map(({ start, end }) => only.text.slice(start, end))).toEqual(['Ana Costa']);
  expect(only?.hashtags).toEqual([]);
  expect(only?.images).toEqual([{ source: 'mill.jpg', alt: 'A mill' }]);
});

test('a quotation comes with the line that introduces it, or not at all', () => {
  const introduced = [
    passage('The mayor of the old town had a short message for the owners:'),
    passage('“The mill will be sold before winter, and nobody in the town will miss it.”', { kind: 'quote' }),
    passage('Rain fell on the roof of the town hall for the rest of that long week.'),
  ];
  for (const units of [80, 100, 150, 200]) {
    const { passages } = highlights(introduced, subject, { maxPosts: 2, fits: roomFor(units) });
    const texts = passages.map(({ text }) => text);
    expect(texts.includes(introduced[0]?.text ?? '')).toBe(texts.includes(introduced[1]?.text ?? ''));
  }
});

test('a call to the reader is not among the highlights', () => {
  const text = 'The mill was sold in May for a song. Follow me on every network for more stories about the mill.';
  const { passages } = highlights([passage(text)], subject, { maxPosts: 1, fits: roomFor(70) });
  expect(passages.map((each) => each.text)).toEqual(['The mill was sold in May for a song.']);
});

test('an article that fits whole is left whole', () => {
  const all = [passage('The sale', { kind: 'heading', joint: 'section' }), passage('The mill was sold. He wept.')];
  expect(highlights(all, subject, { maxPosts: 2, fits: () => true }).passages).toEqual(all);
});

test('where nothing fits nothing is chosen', () => {
  const nothing = { passages: [], chosen: [] };
  expect(highlights([passage('The mill was sold in May.')], subject, { maxPosts: 2, fits: () => false })).toEqual(
    nothing,
  );
  expect(highlights([], subject, { maxPosts: 2, fits: (passages) => passages.length > 0 })).toEqual(nothing);
});

const word = fc.constantFrom(
  'mill',
  'river',
  'He',
  'This',
  'Anna',
  'sold',
  '1987',
  'because',
  '“',
  '”',
  '(',
  ')',
  '😀',
  '今天。',
);
const sentence = fc.tuple(fc.array(word, { minLength: 1, maxLength: 12 }), fc.constantFrom('.', '?', ':', '', '!”'));
const anyPassage = fc
  .tuple(fc.array(sentence, { maxLength: 8 }), fc.constantFrom('paragraph', 'quote', 'item', 'heading', 'code'))
  .map(([all, kind]) =>
    passage(all.map(([words, end]) => words.join(' ') + end).join(' '), {
      kind,
      joint: kind === 'heading' ? 'section' : 'paragraph',
    }),
  );

test('whatever the article, the choice is in order, within the budget, and the same each time', () => {
  const property = fc.property(
    fc.array(anyPassage, { maxLength: 12 }),
    fc.integer({ min: 0, max: 900 }),
    (all, units) => {
      let asked = 0;
      const fits = (passages: readonly Passage[]) => {
        asked += 1;
        return roomFor(units)(passages);
      };
      const made = highlights(all, subject, { maxPosts: 4, fits });
      expect(asked).toBeLessThan(30);
      expect(made.passages.length === 0 || roomFor(units)(made.passages)).toBe(true);
      const places = made.chosen.map(({ passage, stretch }) => passage * 10_000 + stretch.start);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(highlights(all, subject, { maxPosts: 4, fits })).toEqual(made);
    },
  );
  fc.assert(property, { seed, numRuns: 500 });
});
