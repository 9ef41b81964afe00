import { describe, expect, test } from 'vitest';
import { textOf } from '../../src/article/words.ts';
import { PAGES, readFixture, realSentences } from './fixtures.ts';

const oneSpace = (text: string) => text.replace(/\s+/g, ' ').trim();

test('there are at least ten pasted pages and six articles whose sentences resemble furniture', () => {
  expect(PAGES.filter((name) => !/^(?:about-|diary|last-word)/.test(name)).length).toBeGreaterThanOrEqual(10);
  expect(PAGES.filter((name) => /^(?:about-|diary|last-word)/.test(name)).length).toBeGreaterThanOrEqual(6);
});

describe.each(PAGES)('%s', (name) => {
  test('keeps every real sentence, in order, and nothing else', async () => {
    const { article } = await readFixture(name);
    expect(oneSpace(textOf(article.blocks))).toBe(oneSpace(realSentences(name).join(' ')));
  });

  test('reports all that was left out, with a reason and a line', async () => {
    const { removed } = await readFixture(name);
    for (const { text, why, line } of removed) {
      expect(text.trim(), JSON.stringify({ why, line })).not.toBe('');
      expect(why).not.toBe('');
      expect(line).toBeGreaterThanOrEqual(1);
    }
  });
});
