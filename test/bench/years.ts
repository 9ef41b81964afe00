import { readEntry } from '../../src/posts/read-entry.ts';
import type { Store } from '../../src/store.ts';
import { openStore } from '../../src/stores/sqlite/open.ts';
import type { TestHome } from '../commands/spool.ts';
import { newDelivery, plannedPosts } from '../deliveries.ts';

export const YEARS = { articles: 500, deliveries: 5_000, posts: 8, readings: 25 };

const HOUR_MS = 3_600_000;

/** Fills a home folder with what an author has after years: two threads a day, each post of them read at every age. */
export async function writeYears(home: TestHome, nowMs: number): Promise<void> {
  home.write('config/spool.yaml', CONFIG);
  const store = openStore(home.file('data'));
  for (let index = 0; index < YEARS.articles; index += 1) {
    home.write(sourceOf(index), articleText(index));
    const read = await readEntry(home.file(sourceOf(index)), home.file('posts'), home.path);
    if (!('entry' in read)) throw new Error(`${sourceOf(index)} is no article`);
    await store.rememberArticles([{ ...read.entry.identity, id: `article-${index}`, seenMs: nowMs }]);
  }
  for (let index = 0; index < YEARS.deliveries; index += 1) await deliver(store, index, nowMs);
  await store.close();
}

const CONFIG = `timezone: Europe/London
accounts:
  - { id: x, platform: x, handle: example, live: false, credentials: X }
  - { id: bluesky, platform: bluesky, handle: example.bsky.social, live: false, credentials: BLUESKY }
schedules:
  - { id: mornings, cron: "0 9 * * 1-5", accounts: [x, bluesky] }
`;

function sourceOf(index: number): string {
  return `posts/${String(index).padStart(4, '0')}.md`;
}

function articleText(index: number): string {
  const sentences = Array.from(
    { length: 12 },
    (_, n) => `Sentence ${n} of article ${index} says something about the town and its people.`,
  );
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `2024-${two(1 + (index % 11))}-${two(1 + (index % 28))}`;
  return `---\ntitle: Article ${index} about the town\ndate: ${date}\n---\n\n${sentences.join(' ')}\n\n${sentences.join(' ')}\n`;
}

/** The newest of them yesterday. */
async function deliver(store: Store, index: number, nowMs: number): Promise<void> {
  const platform = index % 2 === 0 ? 'x' : 'bluesky';
  const id = `d${String(index).padStart(7, '0')}`;
  const outMs = nowMs - 24 * HOUR_MS - (YEARS.deliveries - index) * 5 * HOUR_MS;
  const posts = plannedPosts(YEARS.posts).map(({ post }, n) => {
    const text = `Post ${n} of delivery ${index}. `.repeat(8).slice(0, 250);
    return { post: { ...post, text, why: 'at the end of a sentence' }, payload: { text } };
  });
  const article = index % YEARS.articles;
  await store.addDelivery(
    newDelivery({
      ...{ id, platform, account: platform, live: true, occasion: id, createdMs: outMs },
      article: {
        id: `article-${article}`,
        title: `Article ${article} about the town`,
        source: sourceOf(article),
        contentHash: 'hash',
      },
      ...{ slotMs: outMs, slotKey: id, schedule: 'mornings' },
      plan: { posts, steps: posts.map((_, n) => [n]), costUsd: 0.12 },
    }),
  );
  const receipts = posts.map((_, n) => ({
    ...{ index: n, id: `${id}-${n}`, uri: null, url: null, cid: null },
    atMs: outMs + n,
  }));
  await store.recordReceipts(id, receipts, ['planned'], { state: 'published', why: null, untilMs: null, atMs: outMs });
  await store.addSnapshots(id, 30 * 24 * HOUR_MS, readings(platform, outMs));
}

function readings(platform: string, outMs: number) {
  const isX = platform === 'x';
  return Array.from({ length: YEARS.readings }, (_, reading) => (reading + 1) ** 2 * HOUR_MS).flatMap(
    (ageMs, reading) =>
      Array.from({ length: YEARS.posts }, (_, index) => ({
        ...{ index, atMs: outMs + ageMs, ageMs, source: platform },
        impressions: isX ? 100 * (reading + 1) - index : null,
        ...{ likes: reading + 1, reposts: reading, replies: 1, quotes: 0, bookmarks: isX ? 1 : null },
        ...{ linkClicks: null, profileClicks: null, gone: false },
      })),
  );
}
