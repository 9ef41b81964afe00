import { describe, expect, it } from 'vitest';
import type { Article, Block } from '../../../src/article/article.ts';
import { InputError } from '../../../src/errors.ts';
import { blueskyRules } from '../../../src/platforms/bluesky/rules.ts';
import { xRules } from '../../../src/platforms/x/rules.ts';
import type { ThreadOptions } from '../../../src/thread/options.ts';
import type { Rules } from '../../../src/thread/rules.ts';
import { weave } from '../../../src/thread/weave/weave.ts';
import { article, cutMark, figure, heading, link, options, p, quote } from '../compose/article.ts';

const sentence = 'Here is one sentence of the kind that a post can hold with ease. ';
const long = (marker: string) => p(`${marker} ${sentence.repeat(3)}`.trim());
const texts = (
  blocks: readonly Block[],
  fields: Partial<ThreadOptions> = {},
  rules: Rules = xRules,
  more: Partial<Article> = {},
) => weave(article(blocks, more), rules, options(fields)).posts.map(({ text }) => text);
const url = 'https://example.org/a-title';

function faults(make: () => unknown) {
  try {
    make();
  } catch (error) {
    if (error instanceof InputError) return error.faults;
    throw error;
  }
  return [];
}

describe('the first post', () => {
  it('opens with the title on a line of its own above the lead', () => {
    expect(texts([p('The lead.')])).toEqual([`A title\n\nThe lead.\n\n${url}`]);
  });

  it.each(['A title', 'A TITLE!', 'A title. And more.'])(
    'does not repeat a title that the text begins with: %j',
    (lead) => {
      expect(texts([p(lead)])[0]).toBe(`${lead}\n\n${url}`);
    },
  );

  it('opens with the author’s hook in place of the title', () => {
    expect(texts([p('The lead.')], { hook: ' Guess what:\r\nthis. ' })).toEqual([
      `Guess what:\nthis.\n\nThe lead.\n\n${url}`,
    ]);
  });

  it('keeps title, heading and lead together', () => {
    const [first] = texts([heading('Before'), long('a'), long('b')]);
    expect(first).toMatch(/^A title\n\nBefore\n\na Here/);
  });

  it('is there for an article without text', () => {
    expect(texts([])).toEqual([`A title\n\n${url}`]);
  });

  it('breaks what its title would mention or link', () => {
    expect(texts([], { link: 'drop' }, xRules, { title: 'What @jane put in README.md' })).toEqual([
      'What @\u200bjane put in README.\u200bmd',
    ]);
  });
});

describe('numbering', () => {
  it('ends every post of a thread, with the right total', () => {
    const made = texts([long('a'), long('b'), long('c')]);
    expect(made.map((text) => text.split('\n').at(-1))).toEqual(['1/3', '2/3', '3/3']);
  });

  it('follows the author’s pattern', () => {
    expect(
      texts([long('a'), long('b')], { numbering: '({n} of {total})' }).map((text) => text.split('\n').at(-1)),
    ).toEqual(['(1 of 2)', '(2 of 2)']);
  });

  it('is left out on request, and in a thread of one', () => {
    expect(texts([long('a'), long('b')], { numbering: null })[0]).toMatch(/ease\.$/);
    expect(texts([p('a')])[0]).not.toMatch(/1\/1/);
  });

  it('never makes a post too long, through every number of digits', () => {
    for (const count of [1, 9, 10, 11, 99, 100, 101]) {
      const made = texts(
        Array.from({ length: count }, () => p(`${'x'.repeat(130)} ${'y'.repeat(130)}`)),
        { link: 'drop' },
      );
      for (const [index, text] of made.entries()) {
        expect(xRules.fits(text)).toBe(true);
        if (made.length > 1) expect(text.endsWith(`\n\n${index + 1}/${made.length}`)).toBe(true);
      }
    }
  });
});

describe('the last post', () => {
  it('carries sign-off, link and number, in this order', () => {
    expect(texts([long('a'), long('b')], { signoff: 'Thanks!' }).at(-1)).toMatch(
      /ease\.\n\nThanks!\n\nhttps:\/\/example\.org\/a-title\n\n2\/2$/,
    );
  });

  it('alone has the canonical link, once', () => {
    const made = texts([long('a'), p('See ', link('here', url), '.'), long('b')]);
    expect(made.filter((text) => text.includes(url))).toEqual([made.at(-1)]);
    expect(made.at(-1)?.split(url).length).toBe(2);
  });

  it('has the author’s query parameters on the link', () => {
    const linkParameters = { utm_source: 'x', utm_medium: 'social' };
    expect(texts([p('a')], { linkParameters })[0]).toContain(
      'https://example.org/a-title?utm_source=x&utm_medium=social',
    );
    expect(
      texts([p('a')], { linkParameters }, xRules, { canonicalUrl: 'https://example.org/?a=1&utm_source=old#b' })[0],
    ).toContain('https://example.org/?a=1&utm_source=x&utm_medium=social#b');
  });

  it('has no link where the policy drops links, or where the article has none, which is told', () => {
    expect(texts([p('a')], { link: 'drop' })).toEqual(['A title\n\na']);
    const { posts, warnings } = weave(article([p('a')], { canonicalUrl: null }), xRules, options());
    expect(posts.map(({ text }) => text)).toEqual(['A title\n\na']);
    expect(warnings.map(({ code }) => code)).toEqual(['no-canonical-url']);
  });

  it('has the addresses of the footnotes', () => {
    const made = texts([p('See ', link('a', 'https://a.com/x'), ' and ', link('b', 'https://b.com/y'), '.')], {
      link: 'footnote',
    });
    expect(made).toEqual([`A title\n\nSee a [1] and b [2].\n\n[1] https://a.com/x\n[2] https://b.com/y\n\n${url}`]);
  });

  it('is refused where sign-off and link leave no room', () => {
    expect(faults(() => texts([p('a')], { signoff: 'Thanks! '.repeat(40) }))).toHaveLength(1);
  });
});

describe('cashtags on X', () => {
  it('are one in a post: the further ones are broken, and the post still fits', () => {
    const made = texts([p('$TSLA, $AAPL and $GOOG. '.repeat(20))], { link: 'drop' });
    for (const text of made) {
      expect(xRules.entities(text).filter(({ kind }) => kind === 'cashtag')).toHaveLength(1);
      expect(xRules.fits(text)).toBe(true);
    }
    expect(made[0]).toContain('$TSLA, $\u200bAAPL and $\u200bGOOG');
  });

  it('that are broken are told with their post', () => {
    const { warnings } = weave(article([p('$TSLA and $AAPL.')]), xRules, options());
    expect(warnings).toEqual([
      { code: 'cashtag-defused', where: 'post 1', message: expect.stringContaining('"$AAPL"') },
    ]);
  });
});

describe('pictures', () => {
  const sources = (blocks: readonly Block[], fields: Partial<ThreadOptions> = {}, more: Partial<Article> = {}) => {
    const { posts, warnings } = weave(article(blocks, more), xRules, options(fields));
    return {
      posts: posts.map(({ images }) => images.map(({ source }) => source).join('')),
      codes: warnings.map(({ code }) => code),
    };
  };

  it('are on the post that ends their paragraph', () => {
    const blocks = [long('a'), p(sentence.repeat(6).trim()), figure('1'), long('c')];
    const { posts } = weave(article(blocks), xRules, options());
    const end = posts.findIndex(({ text }) => text.startsWith('c ')) - 1;
    expect(posts.map(({ images }) => images.length)).toEqual(posts.map((_, index) => (index === end ? 1 : 0)));
  });

  it('beyond four go on to the next post, and are told where there is none', () => {
    const five = ['1', '2', '3', '4', '5'].map((source) => figure(source));
    expect(sources([long('a'), ...five, long('b')])).toEqual({ posts: ['1234', '5'], codes: [] });
    expect(sources([long('a'), long('b'), ...five])).toEqual({ posts: ['5', '1234'], codes: [] });
    expect(sources([p('a'), ...five])).toEqual({ posts: ['1234'], codes: ['image-dropped'] });
  });

  it('of the front matter are on the posts it says', () => {
    const images = [{ source: 'x' }, { source: 'y', alt: 'Y', post: 2 }, { source: 'z', alt: 'Z', post: 9 }];
    expect(sources([long('a'), long('b')], {}, { front: { images } })).toEqual({
      posts: ['x', 'yz'],
      codes: ['missing-alt', 'image-moved'],
    });
  });

  it('of an article without text are on its title', () =>
    expect(sources([figure('1')])).toEqual({ posts: ['1'], codes: [] }));
});

describe('the link card on Bluesky', () => {
  const cards = (blocks: readonly Block[], fields: Partial<ThreadOptions> = {}, more: Partial<Article> = {}) => {
    const { posts, warnings } = weave(article(blocks, more), blueskyRules, options({ numbering: null, ...fields }));
    return {
      on: posts.map(({ card, images }) => (card === null ? `${images.length}` : 'card')),
      codes: warnings.map(({ code }) => code),
      card: posts.find(({ card }) => card !== null)?.card,
    };
  };
  const three = [long('a'), long('b'), long('c')];

  it('is on the post the author chooses, and the link nowhere in the text', () => {
    expect(cards(three).on).toEqual(['card', '0', '0']);
    expect(cards(three, { card: 'last' }).on).toEqual(['0', '0', 'card']);
    expect(cards(three, { card: 'none' }).on).toEqual(['0', '0', '0']);
    expect(texts(three, { numbering: null }, blueskyRules).join()).not.toContain('http');
  });

  it('says title, subtitle or beginning, and shows the article’s first picture', () => {
    expect(cards([p('The lead.'), figure('1'), ...three], { linkParameters: { utm_source: 'b' } }).card).toEqual({
      url: `${url}?utm_source=b`,
      title: 'A title',
      description: 'The lead.',
      image: '1',
    });
    expect(cards(three, {}, { subtitle: 'About it' }).card).toMatchObject({ description: 'About it', image: null });
    expect(cards([p('word '.repeat(100))]).card?.description).toMatch(/^(word )+word…$/);
  });

  it('makes way for pictures, and is told', () => {
    expect(cards([long('a'), figure('1'), long('b'), long('c')])).toMatchObject({
      on: ['1', 'card', '0'],
      codes: ['card-moved'],
    });
    expect(cards([long('a'), long('b'), long('c'), figure('1')], { card: 'last' })).toMatchObject({
      on: ['0', 'card', '1'],
      codes: ['card-moved'],
    });
  });

  it('takes the place of pictures where every post has some, and is told', () => {
    expect(cards([p('a'), figure('1')])).toMatchObject({
      on: ['card'],
      codes: ['image-dropped'],
      card: { image: '1' },
    });
  });

  it('is not there without an address, and is told', () => {
    expect(cards([p('a')], {}, { canonicalUrl: null })).toMatchObject({ on: ['0'], codes: ['no-canonical-url'] });
    expect(cards([p('a')], { card: 'none' }, { canonicalUrl: null })).toMatchObject({ on: ['0'], codes: [] });
  });
});

describe('stretches of a post', () => {
  it('lie on their words, in every part of it', () => {
    const { posts } = weave(
      article([
        p('See ', link('the minutes', 'https://example.org/m'), ' by @jane #now.'),
        long('b'),
        quote(p(link('all of it', 'https://example.org/q'))),
      ]),
      blueskyRules,
      options({
        numbering: '{n}',
        signoff: 'More by @jane at https://example.org/more #soon',
        mentions: { jane: 'jane.example.com' },
      }),
    );
    const words = posts.flatMap(({ text, links, mentions, hashtags }) =>
      [...links, ...mentions, ...hashtags].map(({ start, end }) => text.slice(start, end)),
    );
    expect(words).toEqual([
      'the minutes',
      '@jane.example.com',
      '#now',
      'all of it',
      'https://example.org/more',
      '@jane.example.com',
      '#soon',
    ]);
  });

  it('goes on in the next post where a cut divides a link', () => {
    const words = `${sentence.repeat(8).trim()}`;
    const { posts } = weave(
      article([p(link(words, 'https://example.org/m'))]),
      blueskyRules,
      options({ numbering: null }),
    );
    const linked = posts.flatMap(({ text, links }) => links.map(({ start, end }) => text.slice(start, end)));
    expect(linked.join(' ')).toBe(words);
    expect(linked.length).toBeGreaterThan(1);
  });
});

describe('the style manual', () => {
  const manual = (blocks: readonly Block[], fields: Partial<ThreadOptions> = {}) =>
    texts(blocks, { style: 'manual', link: 'drop', numbering: null, ...fields });

  it('cuts at the author’s marks', () => {
    expect(manual([p('a'), cutMark, p('b'), p('c'), cutMark, p('d')])).toEqual(['A title\n\na', 'b\n\nc', 'd']);
  });

  it('takes the author’s text for a post, and cuts the others', () => {
    expect(manual([p('a'), cutMark, p('b'), cutMark, p('c')], { posts: [null, 'Mine'] })).toEqual([
      'A title\n\na',
      'Mine',
      'c',
    ]);
    expect(manual([p('a'), cutMark, p('b')], { posts: ['Mine'] })).toEqual(['Mine', 'b']);
  });

  it('adds the author’s texts beyond the last post', () => {
    expect(manual([p('a')], { posts: [null, 'Mine'] })).toEqual(['A title\n\na', 'Mine']);
  });

  it('is the author’s texts alone where they are the whole thread', () => {
    expect(manual([p('a'), p('b')], { posts: ['One', 'Two'] })).toEqual(['One', 'Two']);
  });

  it('numbers the author’s texts and sets sign-off and link behind the last', () => {
    expect(manual([p('a')], { posts: ['One', 'Two'], numbering: '{n}/{total}', link: 'last', signoff: 'Bye' })).toEqual(
      ['One\n\n1/2', `Two\n\nBye\n\n${url}\n\n2/2`],
    );
  });

  it('does not repeat a link that the author’s text holds', () => {
    expect(manual([], { posts: ['One', `Two: ${url}`], link: 'last' })).toEqual(['One', `Two: ${url}`]);
  });

  it('links the addresses in the author’s texts, and mentions only whom the map knows', () => {
    const { posts } = weave(
      article([]),
      blueskyRules,
      options({
        style: 'manual',
        posts: ['@jane @bob (https://example.org/a), https://example.org/b.'],
        mentions: { jane: 'j.example.com' },
        card: 'none',
      }),
    );
    expect(posts[0]?.text).toBe('@j.example.com @bob (https://example.org/a), https://example.org/b.');
    expect(posts[0]?.links.map((each) => each.url)).toEqual(['https://example.org/a', 'https://example.org/b']);
    expect(posts[0]?.mentions).toEqual([{ handle: 'j.example.com', start: 0, end: 14 }]);
  });

  it('refuses a text that does not fit, naming the post, its length and the limit', () => {
    expect(faults(() => manual([], { posts: ['One', 'x'.repeat(281)] }))).toMatchObject([
      {
        where: 'posts/a-title.md: post 2 for x',
        problem: expect.stringContaining('281 weighted characters'),
        allowed: 'at most 280 weighted characters',
      },
    ]);
    expect(faults(() => manual([], { posts: ['x'.repeat(280), 'y'], numbering: '{n}/{total}' }))).toMatchObject([
      { where: 'posts/a-title.md: post 1 for x' },
    ]);
  });

  it('alone takes written posts; other styles tell that they do not', () => {
    const { posts, warnings } = weave(article([p('a')]), xRules, options({ posts: ['One'] }));
    expect(posts.map(({ text }) => text)).toEqual([`A title\n\na\n\n${url}`]);
    expect(warnings.map(({ code }) => code)).toEqual(['posts-unused']);
  });
});

describe('the styles highlights and teaser', () => {
  const story = [
    p(
      'The council of Ardenfield met on Monday to decide about the old bridge. It was cold. The bridge, built in 1911, carries 4,000 cars a day and README.md.',
    ),
    figure('bridge.png'),
    heading('The cost'),
    p(
      'Repairs would cost 3 million pounds, says the ',
      link('report of the engineers', 'https://example.org/report'),
      '. A new bridge would cost 9 million. Nobody knows who would pay for the bridge.',
    ),
    heading('The vote'),
    p(
      'Most of the council wants the new bridge, but ',
      link('the mayor', 'https://example.org/mayor'),
      ' does not. The vote is on Friday. Much depends on it for the town and its bridge.',
    ),
    p(
      'Whatever the council of Ardenfield decides, the old bridge will close in spring, and with it the shortest way to the station.',
    ),
  ];
  const lined = story.map((block, index): Block => ({ ...block, line: index + 1 }));
  const sentences = (text: string) => text.split(/(?<=[.!?])\s+/);

  it('highlights keeps to the most posts, in the article’s own words and order', () => {
    for (const maxPosts of [3, 4, 5]) {
      for (const rules of [xRules, blueskyRules]) {
        const { posts } = weave(
          article(story),
          rules,
          options({ style: 'highlights', maxPosts, link: 'drop', numbering: null }),
        );
        expect(posts.length).toBeLessThanOrEqual(maxPosts);
        expect(posts.length).toBeGreaterThan(1);
        const said = posts
          .flatMap(({ text }) => text.split('\n\n'))
          .slice(1)
          .flatMap(sentences);
        const whole = texts(story, { link: 'drop', numbering: null }, rules)
          .flatMap((text) => text.split('\n\n'))
          .flatMap(sentences);
        expect(whole.filter((sentence) => said.includes(sentence))).toEqual(said);
      }
    }
  });

  it('highlights numbers its own posts and says why each sentence was taken', () => {
    const { posts } = weave(article(story), xRules, options({ style: 'highlights', maxPosts: 3 }));
    expect(posts.map(({ text }) => text.split('\n').at(-1))).toEqual(
      posts.map((_, index) => `${index + 1}/${posts.length}`),
    );
    for (const { why } of posts) expect(why).toMatch(/ · “.+”: ./);
  });

  it('numbers the footnotes that are left anew', () => {
    const made = texts(story, { style: 'highlights', maxPosts: 2, link: 'footnote' }, xRules, {
      title: 'The mayor and the vote',
    });
    const marks = made.join(' ').match(/\[\d+\]/g) ?? [];
    expect(new Set(marks)).toEqual(new Set(Array.from({ length: marks.length / 2 }, (_, index) => `[${index + 1}]`)));
    expect(marks.length).toBeGreaterThan(0);
  });

  it('teaser is one post with title and link', () => {
    const [first, ...rest] = texts(story, { style: 'teaser' });
    expect(rest).toEqual([]);
    expect(first).toMatch(/^A title\n\n[^\n]+\n\nhttps:\/\/example\.org\/a-title$/);
  });

  it('tell of the passages that they carry only', () => {
    const codes = (style: 'full' | 'teaser', title: string) =>
      weave(article(lined, { title }), xRules, options({ style })).warnings.map(({ code }) => code);
    expect(codes('full', 'A title')).toEqual(['accidental-link']);
    expect(codes('teaser', 'A new bridge would cost 9 million')).toEqual([]);
  });
});

describe('a thread', () => {
  it('tells of posts that are the same, and numbering makes them differ', () => {
    const twins = [cutMark, p('Same.'), cutMark, p('Same.')];
    const codes = (numbering: string | null) =>
      weave(article(twins), xRules, options({ numbering, link: 'drop' })).warnings.map(({ code, where }) => [
        code,
        where,
      ]);
    expect(codes(null)).toEqual([['duplicate-post', 'post 3']]);
    expect(codes('{n}/{total}')).toEqual([]);
  });

  it('says of every post why it ends there', () => {
    const { posts } = weave(article([long('a'), heading('b'), long('b')]), xRules, options());
    expect(posts.map(({ why }) => why)).toEqual(['cut at the end of a section', 'the thread ends here']);
  });

  it('is refused where there is nothing to say', () => {
    expect(faults(() => texts([], {}, xRules, { title: ' ' }))).toMatchObject([{ where: 'posts/a-title.md' }]);
  });
});
