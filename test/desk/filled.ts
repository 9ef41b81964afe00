import { OPEN_STATES, type State } from '../../src/delivery/delivery.ts';
import type { Cause } from '../../src/delivery/verdict.ts';
import type { Snapshot } from '../../src/report/snapshot.ts';
import type { Store } from '../../src/store.ts';
import { newDelivery } from '../deliveries.ts';

const HOUR_MS = 3_600_000;

interface Filling {
  readonly id: string;
  readonly platform: 'x' | 'bluesky';
  readonly state: State;
  readonly title: string;
  readonly source: string;
  readonly articleId: string;
  readonly why: string | null;
  /** What of the account has to be mended. */
  readonly cause?: Cause;
  /** When its first post appeared. */
  readonly outMs: number;
  readonly live?: boolean;
  /** Text of each post. */
  readonly texts: readonly string[];
  /** Posts that are out. */
  readonly sent: number;
}

/** Puts a delivery into a store as if it had come so far, with readings of what is out. */
export async function fill(store: Store, filling: Filling): Promise<void> {
  const { id, platform, state, title, source, articleId, why, outMs, texts, sent, live = false, cause } = filling;
  const posts = texts.map((text) => {
    const length = { value: text.length, limit: platform === 'x' ? 280 : 300, unit: 'graphemes' };
    const post = { text, length, links: [], mentions: [], hashtags: [], images: [], card: null, why: 'the end' };
    return { post, payload: { text } };
  });
  await store.addDelivery(
    newDelivery({
      ...{ id, platform, live, state: 'planned', createdMs: outMs - HOUR_MS, occasion: id },
      account: platform,
      article: { id: articleId, title, source, contentHash: 'hash' },
      plan: { posts, steps: posts.map((_, index) => [index]), costUsd: platform === 'x' ? 0.015 * posts.length : 0 },
      schedule: 'mornings',
      slotKey: `mornings@2026-11-${id}`,
      slotMs: outMs,
    }),
  );
  const receipts = texts.slice(0, sent).map((_, index) => ({
    ...{ index, id: `${id}-${index}`, uri: null, cid: null, atMs: outMs + index * 1000 },
    url: live ? `https://example.org/${id}/${index}` : null,
  }));
  const change = { state, why, untilMs: null, atMs: outMs, ...(cause === undefined ? {} : { cause }) };
  await store.recordReceipts(id, receipts, OPEN_STATES, change);
  if (sent > 0) await store.addSnapshots(id, 24 * HOUR_MS, readings(platform, sent, outMs));
  for (const { index, atMs } of receipts) {
    await store.showPost({
      delivery: id,
      account: platform,
      platform,
      index,
      text: texts[index] ?? '',
      atMs,
      views: 0,
    });
  }
}

/** Views that come fast first and slowly later, fewer from post to post; none on Bluesky. */
function readings(platform: 'x' | 'bluesky', posts: number, outMs: number): Snapshot[] {
  return [0.25, 1, 4, 12, 24].flatMap((hours) =>
    Array.from({ length: posts }, (_, index) => {
      const share = Math.sqrt(hours / 24) / (1 + index * 0.6);
      return {
        ...{ index, atMs: outMs + hours * HOUR_MS, ageMs: hours * HOUR_MS, source: platform },
        impressions: platform === 'x' ? Math.round(2400 * share) : null,
        likes: Math.round(60 * share),
        reposts: Math.round(14 * share),
        replies: Math.round(6 * share),
        quotes: Math.round(3 * share),
        bookmarks: platform === 'x' ? Math.round(9 * share) : null,
        ...{ linkClicks: null, profileClicks: null, gone: false },
      };
    }),
  );
}
