import { describe, expect, test } from 'vitest';
import { teaser } from '../../../src/thread/select/teaser.ts';
import { opensDangling } from '../../../src/thread/sentences/openers.ts';
import { passage, type Sample, samples } from './articles.ts';

const articles = samples();
const fits = (text: string) => text.length <= 250;

function textOf(sample: Pick<Sample, 'passages' | 'title' | 'subtitle' | 'language'>): string | null {
  const made = teaser(sample.passages, sample, fits);
  return made === null
    ? null
    : (sample.passages[made.passage]?.text.slice(made.stretch.start, made.stretch.end) ?? null);
}

describe.each(articles.map((sample) => [sample.name, sample] as const))('the teaser of %s', (_, sample) => {
  const text = textOf(sample) ?? '';

  test('fits, ends a sentence and leans on nothing', () => {
    expect(text.length).toBeGreaterThan(0);
    expect(fits(text)).toBe(true);
    expect(text).toMatch(/[.!?。！？…]["'”’»」)]*$/u);
    expect(opensDangling(text, sample.language)).toBe(false);
  });

  test('says why, and is the same each time', () => {
    expect(teaser(sample.passages, sample, fits)?.why).toMatch(/\S/);
    expect(teaser(sample.passages, sample, fits)).toEqual(teaser(sample.passages, sample, fits));
  });
});

test('a teaser is seldom simply the first sentence', () => {
  const first = articles.filter((sample) => {
    const opening = sample.passages.find(({ kind }) => kind === 'paragraph')?.text ?? '';
    return opening.startsWith(textOf(sample) ?? '-');
  });
  expect(first.length).toBeLessThan(articles.length / 2);
});

const subject = { title: 'The mill', subtitle: null, language: 'en' };

test('a figure and a turn make a better hook than a plain sentence', () => {
  const passages = [
    passage('The mill stands by the river at the lower end of the old town, near the bridge and the church.'),
    passage('The mill lost $400,000 last year, but nobody in the old town would sell it for twice as much.'),
  ];
  expect(textOf({ ...subject, passages })).toBe(passages[1]?.text);
});

test('a question comes with its answer where both fit', () => {
  const text = 'Who owns the mill by the river, after all? Nobody has known for 90 years, and nobody has dared to ask.';
  expect(textOf({ ...subject, passages: [passage(text)] })).toBe(text);
});

test('where nothing fits there is none', () => {
  expect(teaser([passage('The mill was sold in May.')], subject, () => false)).toBeNull();
  expect(teaser([passage('He was sold the mill in May.')], subject, () => true)).toBeNull();
  expect(teaser([], subject, () => true)).toBeNull();
});
