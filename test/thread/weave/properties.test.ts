import fc from 'fast-check';
import tt from 'twitter-text';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../../src/article/article.ts';
import { InputError } from '../../../src/errors.ts';
import { recordOf } from '../../../src/platforms/bluesky/format.ts';
import { blueskyRules } from '../../../src/platforms/bluesky/rules.ts';
import { xRules } from '../../../src/platforms/x/rules.ts';
import { compose } from '../../../src/thread/compose/compose.ts';
import type { Rules } from '../../../src/thread/rules.ts';
import type { Post } from '../../../src/thread/thread.ts';
import { canonicalLink } from '../../../src/thread/weave/canonical.ts';
import { weave } from '../../../src/thread/weave/weave.ts';
import { seed } from '../../seed.ts';
import { options } from '../compose/article.ts';
import { anyArticle } from './articles.ts';

const mentions = { jane: 'janedoe' };
const chosen = fc.record({
  link: fc.constantFrom('last', 'keep', 'drop', 'footnote'),
  numbering: fc.constantFrom(null, '{n}/{total}', '({n} of {total})'),
  signoff: fc.constantFrom(null, 'Thanks for reading!'),
});
const platform = fc.constantFrom(xRules, blueskyRules);
const runs = { seed, numRuns: 80 };

type Chosen = typeof chosen extends fc.Arbitrary<infer T> ? T : never;

const wound = (article: Article, rules: Rules, some: Chosen) => weave(article, rules, options({ ...some, mentions }));

/** A text without white space and invisible characters. */
const bare = (text: string) => text.replace(/[\s\u200b\u2060]+/gu, '');

/** What is left of a text that was typed: no controls, no half characters. */
const asTyped = (text: string) => bare(text.toWellFormed().replace(/(?!\s)[\p{Cc}\ufeff\ufffe\uffff]/gu, ''));

/** The posts joined, less number, link, sign-off and title. */
function remainder(posts: readonly Post[], title: string, { numbering, signoff }: Chosen, link: string | null): string {
  const parts = posts.map(({ text }, index) => {
    const number =
      numbering === null || posts.length === 1
        ? ''
        : numbering.replace('{n}', `${index + 1}`).replace('{total}', `${posts.length}`);
    const last = index === posts.length - 1 ? bare((signoff ?? '') + (link ?? '')) : '';
    const end = last + bare(number);
    expect(bare(text).endsWith(end)).toBe(true);
    return bare(text).slice(0, bare(text).length - end.length);
  });
  const whole = parts.join('');
  return whole.startsWith(bare(title)) ? whole.slice(bare(title).length) : whole;
}

describe('any thread', () => {
  it('has no post over its platform’s limit, by the platform’s own count', () => {
    fc.assert(
      fc.property(anyArticle, chosen, (article, some) => {
        const onX = wound(article, xRules, some);
        for (const { text, length, images } of onX.posts) {
          const { valid, weightedLength } = tt.parseTweet(text);
          expect({ valid, weightedLength }).toEqual({ valid: true, weightedLength: length.value });
          expect(images.length).toBeLessThanOrEqual(4);
        }
        for (const { text, length } of wound(article, blueskyRules, some).posts) {
          expect([...new Intl.Segmenter().segment(text)].length).toBe(length.value);
          expect(length.value).toBeLessThanOrEqual(300);
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3000);
        }
      }),
      runs,
    );
  });

  it('loses no word of the article and changes none, in order', () => {
    fc.assert(
      fc.property(anyArticle, platform, chosen, (article, rules, some) => {
        fc.pre(some.link !== 'footnote');
        const { passages } = compose(article, rules, options({ ...some, mentions }));
        const { posts } = wound(article, rules, some);
        const isLinked = !rules.facets && some.link !== 'drop' && article.canonicalUrl !== null;
        const link = isLinked ? canonicalLink(article.canonicalUrl ?? '', {}, rules, []) : null;
        const text = passages.map((passage) => bare(passage.text)).join('');
        const title = text.startsWith(bare(article.title)) ? '' : article.title;
        expect(remainder(posts, title, some, link)).toBe(text);
      }),
      runs,
    );
  });

  it('mentions nobody but those of the map, and links on X to nothing that is not meant', () => {
    fc.assert(
      fc.property(anyArticle, chosen, (article, some) => {
        const { posts } = wound(article, xRules, some);
        for (const [index, { text, links, mentions: mentioned }] of posts.entries()) {
          const isLast = index === posts.length - 1;
          const entities = tt.extractEntitiesWithIndices(text);
          for (const entity of entities) if ('screenName' in entity) expect(entity.screenName).toBe('janedoe');
          expect(entities.filter((entity) => 'cashtag' in entity).length).toBeLessThanOrEqual(1);
          if (some.link === 'drop' || (some.link === 'last' && !isLast)) expect(tt.extractUrls(text)).toEqual([]);
          if (some.link === 'last' && isLast) expect(tt.extractUrls(text).length).toBeLessThanOrEqual(1);
          expect(links.map(({ start, end }) => text.slice(start, end))).toEqual(tt.extractUrls(text));
          expect(mentioned.map(({ start, end }) => text.slice(start, end).toLowerCase())).toEqual(
            mentioned.map(() => '@janedoe'),
          );
        }
      }),
      runs,
    );
  });

  it('has every link, mention and tag on words of its own', () => {
    fc.assert(
      fc.property(anyArticle, platform, chosen, (article, rules, some) => {
        for (const { text, links, mentions: mentioned, hashtags } of wound(article, rules, some).posts) {
          const places = [...links, ...mentioned, ...hashtags].toSorted((a, b) => a.start - b.start);
          let at = 0;
          for (const { start, end } of places) {
            expect(start).toBeGreaterThanOrEqual(at);
            expect(end).toBeGreaterThan(start);
            expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
            at = end;
          }
          expect(at).toBeLessThanOrEqual(text.length);
        }
      }),
      runs,
    );
  });

  it('is the same for the same article, and survives being kept as JSON', () => {
    fc.assert(
      fc.property(anyArticle, platform, chosen, (article, rules, some) => {
        const thread = wound(article, rules, some);
        expect(wound(article, rules, some)).toEqual(thread);
        expect(JSON.parse(JSON.stringify(thread))).toEqual(thread);
        for (const post of thread.posts)
          expect(JSON.parse(JSON.stringify(recordOf(post, { language: 'en' })))).toEqual(
            recordOf(post, { language: 'en' }),
          );
      }),
      { ...runs, numRuns: 50 },
    );
  });

  it('carries every picture of the article but those it tells of, and the link card once', () => {
    fc.assert(
      fc.property(anyArticle, platform, chosen, (article, rules, some) => {
        const { passages, loose } = compose(article, rules, options({ ...some, mentions }));
        const { posts, warnings } = wound(article, rules, some);
        const wanted = [...passages.flatMap(({ images }) => images), ...loose].length;
        const got = posts.flatMap(({ images }) => images).length;
        if (!warnings.some(({ code }) => code === 'image-dropped')) expect(got).toBe(wanted);
        const cards = posts.filter(({ card }) => card !== null);
        expect(cards.length).toBe(rules.facets && article.canonicalUrl !== null ? 1 : 0);
        for (const { images } of cards) expect(images).toEqual([]);
      }),
      { ...runs, numRuns: 60 },
    );
  });

  it('of the style manual is the author’s words or a refusal, whatever they write', () => {
    const posts = fc.array(fc.option(fc.string({ unit: 'grapheme', maxLength: 320 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anyArticle, platform, posts, (article, rules, written) => {
        const make = () =>
          weave(article, rules, options({ style: 'manual', posts: written, numbering: null, link: 'drop', mentions }));
        try {
          const thread = make();
          const wanted = written.filter((text) => text !== null).map(asTyped);
          expect(
            thread.posts.map(({ text }) => bare(text)).filter((text) => wanted.includes(text)).length,
          ).toBeGreaterThanOrEqual(wanted.length);
          for (const { text } of thread.posts) expect(rules.fits(text)).toBe(true);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { ...runs, numRuns: 60 },
    );
  });
});
