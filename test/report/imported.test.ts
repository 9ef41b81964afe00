import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCsv } from '../../src/report/csv.ts';
import { readCsv } from '../../src/report/imported/read-csv.ts';
import { readAnalytics } from '../../src/report/imported/x-analytics.ts';
import { isArchive, readArchive } from '../../src/report/imported/x-archive.ts';
import { seed } from '../seed.ts';

const options = {
  where: 'past',
  handle: 'writer',
  postedMs: (id: string) => (id.length > 10 ? Number(id.slice(0, 4)) : null),
};
const ID = '1860000000000000001';

/** The layout of x.com's content export, and that of analytics.twitter.com before it. */
const NEW =
  'Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts';
const OLD =
  '"Tweet id","Tweet permalink","Tweet text","time","impressions","engagements","engagement rate","retweets","replies","likes"';

const analytics = (...lines: readonly string[]) => readAnalytics(`${lines.join('\r\n')}\r\n`, options);

describe('comma-separated values', () => {
  test('whatever cells are written come back', () => {
    // The neutralising apostrophe is tested by itself; here no cell begins like a formula.
    const cell = fc
      .string({ unit: 'binary' })
      .filter((text) => !/^[=+\-@\t\r]/.test(text) && !text.startsWith('\u{feff}'));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 6 }), (rows) => {
        expect([...readCsv(toCsv(rows), 'x')].map(({ cells }) => cells)).toEqual(rows);
      }),
      { seed },
    );
  });

  test('rows know their lines, line ends of both kinds and a byte order mark are taken, empty lines are none', () => {
    const rows = [...readCsv('\u{feff}a,b\n\r\n"x\ny",1\r\nc,\n', 'x')];
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['x\ny', '1'] },
      { line: 5, cells: ['c', ''] },
    ]);
  });

  test.each(['a,"b', 'a,"b" c', '"'])('%j is refused as damaged', (text) => {
    expect(() => [...readCsv(text, 'x')]).toThrow(/Download the file again; nothing was imported/);
  });
});

describe('analytics of X', () => {
  test('the present layout is read, numbers it does not tell are null', () => {
    const { source, posts } = analytics(
      NEW,
      `${ID},"Fri, Nov 22, 2024","Hi, all",https://x.com/a/status/${ID},"1,234",12,300,1,0,0,2,`,
    );
    expect(source).toBe('x-analytics');
    expect(posts).toEqual([
      {
        ...{ id: ID, url: `https://x.com/writer/status/${ID}`, text: 'Hi, all', postedMs: 1860 },
        numbers: { impressions: 1234, likes: 12, reposts: null, replies: 2, quotes: null, bookmarks: 1 },
      },
    ]);
  });

  test('so is the one from before 2024, with its decimals', () => {
    const { posts } = analytics(
      OLD,
      `"${ID}","https://twitter.com/a/status/${ID}","Hi","2018-04-30 21:12 +0000","1034.0","9.0","0.01","3.0","-","5"`,
    );
    expect(posts[0]?.numbers).toEqual({
      ...{ impressions: 1034, likes: 5, reposts: 3, replies: null, quotes: null, bookmarks: null },
    });
  });

  test('an id that a spreadsheet rounded is taken from the link', () => {
    const { posts } = analytics(NEW, `1.86E+18,x,Hi,https://x.com/a/status/${ID},1,1,1,1,1,1,1,1`);
    expect(posts[0]?.id).toBe(ID);
  });

  test('rows without an id are left out and told', () => {
    expect(analytics(NEW, ',x,Hi,,1,1,1,1,1,1,1,1')).toMatchObject({
      posts: [],
      leftOut: ['1 row without the id of a post'],
    });
  });

  test.each([
    [
      'a formula in place of a count',
      [NEW, `${ID},x,Hi,,=1+1,1,1,1,1,1,1,1`],
      /^past:2: impressions: not a count: "=1\+1"/,
    ],
    ['a negative count', [NEW, `${ID},x,Hi,,-5,1,1,1,1,1,1,1`], /not a count: "-5"/],
    ['an ambiguous count', [NEW, `${ID},x,Hi,,1.000,1,1,1,1,1,1,1`], /not a count: "1\.000"/],
    ['a row that is cut off', [NEW, `${ID},x,Hi,,1,1,1`], /^past:2: this row has 7 cells where the first one has 12/],
    ['a rounded id without a link', [NEW, '1.86E+18,x,Hi,,1,1,1,1,1,1,1,1'], /A spreadsheet may have changed it/],
    ['an id that is none', [NEW, '77,x,Hi,,1,1,1,1,1,1,1,1'], /not the id of a post on X: "77"/],
    ['other columns', ['a,b', '1,2'], /^past:1: these are not the columns of X’s analytics: "a,b"/],
    [
      'the overview of the account',
      ['Date,Impressions,Likes', '"Fri, Nov 22, 2024",1,1'],
      /overview of the account, day by day/,
    ],
    ['an empty file', [''], /these are not the columns/],
  ])('%s is one message in one line, and nothing is read', (_, lines, message) => {
    expect(() => analytics(...lines)).toThrow(message);
    expect(() => analytics(...lines)).toThrow(/^[^\n]*Nothing was imported[^\n]*$/);
  });
});

describe('the archive of X', () => {
  const tweet = (change: object = {}) => ({
    ...{ id_str: ID, full_text: 'One &amp; two', favorite_count: '3', retweet_count: '1', ...change },
  });
  const written = (name: string, ...tweets: readonly object[]) =>
    `window.YTD.${name}.part0 = ${JSON.stringify(tweets)}`;

  test.each([
    ['today’s', written('tweets', { tweet: tweet() })],
    ['an older one', written('tweet', { tweet: tweet() })],
    ['one without a wrapper', written('tweet', tweet())],
  ])('%s is read, and tells no impressions', (_, text) => {
    expect(isArchive(text)).toBe(true);
    expect(readArchive(text, options)).toMatchObject({
      source: 'x-archive',
      posts: [{ id: ID, text: 'One & two', numbers: { impressions: null, likes: 3, reposts: 1, replies: null } }],
    });
  });

  test('reposts of others are left out and told: their counts are not the author’s', () => {
    const text = written('tweets', { tweet: tweet() }, { tweet: tweet({ full_text: 'RT @other: theirs' }) });
    expect(readArchive(text, options)).toMatchObject({ posts: [{ id: ID }], leftOut: ['1 repost of others'] });
  });

  test('a post from before ids told the time has it from its date', () => {
    const text = written('tweets', { tweet: tweet({ id_str: '20', created_at: 'Tue Mar 21 20:50:14 +0000 2006' }) });
    expect(readArchive(text, options).posts[0]?.postedMs).toBe(Date.UTC(2006, 2, 21, 20, 50, 14));
  });

  test.each([
    ['one that is cut off', written('tweets', { tweet: tweet() }).slice(0, -20), /does not end properly/],
    ['another file of it', written('like', { like: {} }), /holds "like", not posts/],
    [
      'a count that is none',
      written('tweets', { tweet: tweet({ favorite_count: '=1' }) }),
      /post 1: favorite_count: not a count/,
    ],
    ['a post without an id', written('tweets', { tweet: {} }), /post 1: a post without its id or its time/],
    ['a list of no posts', written('tweets').replace('[]', '[1]'), /post 1: this is no post/],
  ])('%s is one message, and nothing is read', (_, text, message) => {
    expect(() => readArchive(text, options)).toThrow(message);
    expect(() => readArchive(text, options)).toThrow(/Nothing was imported/);
  });

  test('is never run', () => {
    const text = 'window.YTD.tweets.part0 = [ (globalThis.ran = true) ]';
    expect(() => readArchive(text, options)).toThrow(/does not end properly/);
    expect(Reflect.has(globalThis, 'ran')).toBe(false);
  });
});
