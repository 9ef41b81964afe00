import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readArticle } from '../../../src/article/read.ts';
import { compose } from '../../../src/thread/compose/compose.ts';
import type { Style } from '../../../src/thread/options.ts';
import { weave } from '../../../src/thread/weave/weave.ts';
import { options } from '../compose/article.ts';
import { platforms } from './fixture.ts';

const corpus = new URL('../../corpus/', import.meta.url);
const articles = readdirSync(corpus).filter((file) => file.endsWith('.md'));
const bare = (text: string) => text.replace(/[\s\u200b\u2060]+/gu, '');

async function read(file: string) {
  return (await readArticle({ source: file, bytes: readFileSync(new URL(file, corpus)) })).article;
}

describe.each(articles)('%s', (file) => {
  it.each(Object.values(platforms))('is said in full, word for word, on $name', async ({ rules }) => {
    const article = await read(file);
    const chosen = options({ numbering: null, link: 'drop' });
    const { posts } = weave(article, rules, chosen);
    const text = compose(article, rules, chosen)
      .passages.map((passage) => bare(passage.text))
      .join('');
    const said = posts.map((post) => bare(post.text)).join('');
    expect([text, bare(article.title) + text]).toContain(said);
  });

  it.each<Style>(['highlights', 'teaser'])('has %s of its own sentences that fit', async (style) => {
    const article = await read(file);
    for (const { rules } of Object.values(platforms)) {
      const { posts } = weave(article, rules, options({ style, maxPosts: 6, numbering: rules.numbering }));
      expect(posts.length).toBeLessThanOrEqual(style === 'teaser' ? 1 : 6);
      for (const { text } of posts) expect(rules.fits(text)).toBe(true);
    }
  });
});
