import { expect, test } from 'vitest';
import { findCardPictures, knownCardPictures } from '../../src/commands/card-pictures.ts';
import type { Fetched } from '../../src/fetch/fetched.ts';
import type { Web } from '../../src/fetch/web.ts';
import { bluesky } from '../../src/platforms/bluesky/pure.ts';
import { x } from '../../src/platforms/x/pure.ts';
import { plannedPosts } from '../deliveries.ts';
import { fetched, home } from '../images/home.ts';
import { plain } from '../images/pictures.ts';

const PAGE = 'https://example.org/an-article';
const PICTURE = 'https://example.org/card.png';
const card = { url: PAGE, title: 'An article', description: '', image: null };
const posts = plannedPosts(2).map(({ post }, index) => (index === 0 ? { ...post, card } : post));
const request = { posts, article: 'posts/a.md', limits: bluesky.pictures };

function cacheWith(found: string | null, picture: Fetched) {
  const web: Web = { cardImage: async () => ({ kind: 'found', image: found }), picture: async () => picture };
  return home().open({ web });
}

test('a link card shows the picture that its page names, and a preview afterwards shows the same', async () => {
  const cache = cacheWith(PICTURE, fetched(await plain(40, 20, 'teal').png().toBuffer()));
  expect(knownCardPictures(cache, request, true).posts).toEqual(posts);
  const [first, second] = await findCardPictures(cache, request);
  expect([first?.card?.image, second?.card]).toEqual([PICTURE, null]);
  const known = knownCardPictures(cache, request, true);
  expect(known).toEqual({ posts: [first, second], warnings: [] });
});

test('what has not been looked for is said of a live thread, and a rehearsal asks for nothing', async () => {
  const cache = cacheWith(PICTURE, fetched(await plain(40, 20, 'teal').png().toBuffer()));
  expect(knownCardPictures(cache, request, true).warnings).toMatchObject([
    { code: 'card-not-looked-up', where: 'post 1' },
  ]);
  expect(knownCardPictures(cache, request, false).warnings).toEqual([]);
});

test.for<[string, string | null, Fetched]>([
  ['names none', null, { kind: 'failed', why: 'nobody asks' }],
  ['names one that cannot be had', PICTURE, { kind: 'failed', why: 'no answer' }],
  ['names one that is no picture', PICTURE, { kind: 'refused', why: 'it is a page' }],
])('a page that %s has a card without one', async ([, found, picture]) => {
  const cache = cacheWith(found, picture);
  expect(await findCardPictures(cache, request)).toEqual(posts);
  expect(knownCardPictures(cache, request, true).posts).toEqual(posts);
});

test('a platform that makes its cards itself is asked for nothing', async () => {
  const cache = cacheWith(PICTURE, fetched(await plain(40, 20, 'teal').png().toBuffer()));
  expect(await findCardPictures(cache, { ...request, limits: x.pictures })).toBe(posts);
});
