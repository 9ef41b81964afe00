import { describe, expect, it } from 'vitest';
import { cost } from '../../../src/platforms/x/cost.ts';
import { bodyOf } from '../../../src/platforms/x/format.ts';
import { xRules } from '../../../src/platforms/x/rules.ts';
import type { Post } from '../../../src/thread/thread.ts';
import { linkSavings } from '../../../src/thread/weave/savings.ts';
import { weave } from '../../../src/thread/weave/weave.ts';
import { article, link, options, p } from '../../thread/compose/article.ts';

function post(text: string, ...alts: readonly string[]): Post {
  const images = alts.map((alt, index) => ({ source: `${index}.png`, alt }));
  return { text, length: xRules.measure(text), links: [], mentions: [], hashtags: [], images, card: null, why: '' };
}

describe('what a thread costs on X', () => {
  it('is told line by line, and exactly', () => {
    const posts = [...Array.from({ length: 11 }, () => post('words', 'alt')), post('more at https://example.org')];
    expect(cost(posts)).toEqual({
      usd: 0.42,
      lines: [
        { what: 'post', count: 11, usd: 0.165 },
        { what: 'post with URL', count: 1, usd: 0.2 },
        { what: 'alt text', count: 11, usd: 0.055 },
      ],
      pricesAsOf: '2026-08-13',
    });
  });

  it.each([
    ['README.md', 0.2],
    ['README.\u200bmd', 0.015],
    ['https://example.org', 0.2],
    ['(https://例え.jp)', 0.2],
    ['two: a.com, b.com', 0.2],
    ['jane@example.com', 0.015],
  ])('counts %j as $%d', (text, usd) => expect(cost([post(text)]).usd).toBe(usd));

  it('counts alternative texts only where there are any', () => {
    expect(cost([post('a', '', 'b', 'c')]).lines).toEqual([
      { what: 'post', count: 1, usd: 0.015 },
      { what: 'alt text', count: 2, usd: 0.01 },
    ]);
  });

  it('is nothing for nothing', () => expect(cost([])).toEqual({ usd: 0, lines: [], pricesAsOf: '2026-08-13' }));
});

describe('the link policy', () => {
  const words = 'One sentence that fills the post quite well, with some more words. '.repeat(4);
  const linked = article(
    Array.from({ length: 3 }, (_, index) => p(words, link('here', `https://example.org/${index}`), '.')),
  );

  it('saves what links in their posts would cost more', () => {
    const { posts } = weave(linked, xRules, options());
    expect(linkSavings(linked, { rules: xRules, cost }, options(), posts)).toBe(
      cost(weave(linked, xRules, options({ link: 'keep' })).posts).usd - cost(posts).usd,
    );
    expect(linkSavings(linked, { rules: xRules, cost }, options(), posts)).toBeGreaterThan(0.3);
  });

  it('saves nothing where links are kept', () => {
    const { posts } = weave(linked, xRules, options({ link: 'keep' }));
    expect(linkSavings(linked, { rules: xRules, cost }, options({ link: 'keep' }), posts)).toBe(0);
  });
});

describe('the request for a post on X', () => {
  it('is its text', () => expect(bodyOf(post('words'))).toEqual({ text: 'words' }));

  it('holds the places of pictures until they are uploaded', () => {
    expect(bodyOf(post('words', 'a', 'b'))).toEqual({ text: 'words', media: { media_ids: ['image:0', 'image:1'] } });
  });
});
