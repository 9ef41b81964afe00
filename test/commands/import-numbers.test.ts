import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/stores/sqlite/open.ts';
import { runHere } from './here.ts';
import { TestHome } from './spool.ts';

let home: TestHome;
beforeEach(() => {
  home = new TestHome();
});
afterEach(() => home.remove());

const run = (...args: readonly string[]) => runHere(home, args);
const HEADER = 'Post id,Date,Post text,Post Link,Impressions,Likes,Bookmarks,Replies,Reposts';
const FIRST = '1860000000000000001';
const SECOND = '1860000000000000002';
const row = (id: string, views: number | string) =>
  `${id},"Fri, Nov 22, 2024",=1+1 and all,https://x.com/e/status/${id},${views},3,0,1,0`;

function write(name: string, ...rows: readonly string[]): void {
  home.write(name, [HEADER, ...rows, ''].join('\n'));
}

async function stored() {
  const store = openStore(home.file('data'));
  try {
    return await store.importedPosts(Number.MAX_SAFE_INTEGER);
  } finally {
    await store.close();
  }
}

test('a file is imported once, however often it is given, copied or touched', async () => {
  write('a.csv', row(FIRST, 100), row(SECOND, 7));
  expect(await run('import', 'numbers', 'a.csv')).toMatchObject({
    code: 0,
    out: '2 readings of 2 posts added, 2 posts new.',
  });
  const before = await stored();
  utimesSync(home.file('a.csv'), new Date(), new Date(Date.now() + 5_000));
  expect((await run('import', 'numbers', 'a.csv')).out).toBe(
    '0 readings of 2 posts added, 0 posts new; 2 known before.',
  );
  expect(await stored()).toEqual(before);
  expect(before).toMatchObject([
    { id: FIRST, account: 'x', postedMs: 1732293531785, numbers: { impressions: 100, likes: 3, quotes: null } },
    { id: SECOND },
  ]);
});

test('newer numbers of a known post are added and shown, the older stay', async () => {
  write('a.csv', row(FIRST, 100));
  await run('import', 'numbers', 'a.csv', '--as-of', '2024-12-01');
  write('b.csv', row(FIRST, 150));
  expect((await run('import', 'numbers', 'b.csv', '--as-of', '2025-01-01')).out).toBe(
    '1 reading of 1 post added, 0 posts new.',
  );
  await run('import', 'numbers', 'a.csv', '--as-of', '2024-12-01');
  expect(await stored()).toMatchObject([{ numbers: { impressions: 150 } }]);
});

test.each([
  ['a formula for a count', [row(FIRST, 1), row(SECOND, '=1+1')]],
  ['a row that is cut off', [row(FIRST, 1), row(SECOND, 2).slice(0, 60)]],
])('of a file with %s not even the sound rows are imported', async (_, rows) => {
  write('a.csv', ...rows);
  const { code, out, err } = await run('import', 'numbers', 'a.csv');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^a\.csv:3: [^\n]*Nothing was imported$/);
  expect(await stored()).toEqual([]);
});

test('an unpacked archive is read part by part as one, of the date in its manifest', async () => {
  const tweet = (id: string) =>
    `{ "tweet" : { "id_str" : "${id}", "full_text" : "x", "favorite_count" : "2", "retweet_count" : "0" } }`;
  home.write('archive/data/tweets.js', `window.YTD.tweets.part0 = [ ${tweet(FIRST)} ]`);
  home.write('archive/data/tweets-part1.js', `window.YTD.tweets.part1 = [ ${tweet(SECOND)} ]`);
  home.write('archive/data/like.js', 'window.YTD.like.part0 = [ ]');
  home.write('archive/data/manifest.js', '{ "archiveInfo" : { "generationDate" : "2025-02-03T04:05:06.000Z" } }');
  expect((await run('import', 'numbers', 'archive')).out).toBe('2 readings of 2 posts added, 2 posts new.');
  utimesSync(home.file('archive/data/tweets.js'), new Date(), new Date());
  expect((await run('import', 'numbers', 'archive')).out).toMatch(/^0 readings/);
  home.write('archive/data/tweets-part1.js', 'window.YTD.tweets.part1 = [ {');
  expect(await run('import', 'numbers', 'archive')).toMatchObject({
    code: 2,
    err: expect.stringContaining('tweets-part1.js'),
  });
});

test('imported history is a section of the report', async () => {
  write('a.csv', row(FIRST, 100), row(SECOND, 7));
  await run('import', 'numbers', 'a.csv');
  const { out } = await run('report');
  expect(out).toMatch(/Imported history from your archive or analytics\n2 posts of 22 Nov 2024/);
  expect(out).toMatch(/^ +100 +3 {2}22 Nov 2024 {2}=1\+1 and all$/m);
});

test.each([
  ['nothing.csv', /there is no such file/],
  ['posts', /there is no data\/tweets\.js in this folder/],
  ['packed.zip', /still packed\. Unpack it/],
  ['latin.csv', /not text in UTF-8/],
  ['huge.csv', /MB at once \(allowed: at most 256 MB\)/],
  ['early.csv', /its numbers would be of 2001-01-01, but it has a post of 2024-11-22\. Say with --as-of/],
])('%s is refused in one line', async (name, message) => {
  home.write('packed.zip', Buffer.from('PK\u0003\u0004'));
  home.write('latin.csv', Buffer.from([0x61, 0xe9, 0x2c]));
  write('early.csv', row(FIRST, 1));
  utimesSync(home.file('early.csv'), new Date('2001-01-01'), new Date('2001-01-01'));
  mkdirSync(home.file('data'), { recursive: true });
  if (name === 'huge.csv') writeFileSync(home.file(name), Buffer.alloc(256_000_001));
  const { code, err } = await run('import', 'numbers', name);
  expect(code).toBe(2);
  expect(err).toMatch(message);
  expect(err.split('\n')).toHaveLength(1);
});

test('with two accounts on X the author says whose past it is', async () => {
  write('a.csv', row(FIRST, 1));
  home.write(
    'config/spool.yaml',
    'timezone: UTC\naccounts:\n  - { id: one, platform: x, handle: one }\n  - { id: two, platform: x, handle: two }\n  - { id: b, platform: bluesky, handle: b.example }\n',
  );
  expect(await run('import', 'numbers', 'a.csv')).toMatchObject({
    code: 2,
    err: expect.stringContaining('allowed: one, two'),
  });
  expect(await run('import', 'numbers', 'a.csv', '--account', 'b')).toMatchObject({ code: 2 });
  expect((await run('import', 'numbers', 'a.csv', '--account', 'two')).code).toBe(0);
  expect(await stored()).toMatchObject([{ account: 'two', url: `https://x.com/two/status/${FIRST}` }]);
});
