import type { Delivery, Receipt } from '../../delivery/delivery.ts';
import type { Snapshot } from '../../report/snapshot.ts';
import type { Run } from './client.ts';
import { objectsIn, textIn } from './json.ts';
import type { BlueskyParts } from './parts.ts';
import { accountOf } from './sealed.ts';
import { hindrance } from './verdicts.ts';

/** Posts that one question may name (app.bsky.feed.getPosts). */
const MOST_URIS = 25;

type Views = ReadonlyMap<string, View>;
interface View {
  readonly uri: string;
  readonly likeCount?: number;
  readonly repostCount?: number;
  readonly replyCount?: number;
  readonly quoteCount?: number;
  readonly bookmarkCount?: number;
}

/**
 * The present numbers of the posts that are out, asked of the AppView as anybody may. Bluesky counts no views. A post
 * that is not in its answer has no snapshot: what is gone has no numbers.
 * @throws Error in words where the AppView cannot be read, so that the reading is taken later
 */
export async function measure(parts: BlueskyParts, delivery: Delivery, nowMs: number): Promise<readonly Snapshot[]> {
  const receipts = delivery.receipts.filter(({ uri }) => uri !== null).toSorted((a, b) => a.index - b.index);
  const views = await viewsOf(parts, receipts);
  const snapshots: Snapshot[] = [];
  for (const [place, receipt] of receipts.entries()) {
    const view = views.get(receipt.uri ?? '');
    if (view === undefined) continue;
    const isFollowed = views.has(receipts[place + 1]?.uri ?? '');
    snapshots.push(snapshotOf(receipt, view, await repliesOfOthers(parts, view, isFollowed), nowMs));
  }
  return snapshots;
}

async function viewsOf(parts: BlueskyParts, receipts: readonly Receipt[]): Promise<Views> {
  const views = new Map<string, View>();
  const uris = receipts.flatMap(({ uri }) => uri ?? []);
  for (let at = 0; at < uris.length; at += MOST_URIS) {
    const { posts } = await ask(parts, (agent) =>
      agent.app.bsky.feed.getPosts({ uris: uris.slice(at, at + MOST_URIS) }),
    );
    for (const post of posts) views.set(post.uri, post);
  }
  return views;
}

/**
 * Bluesky counts the author's own replies, the next post of the thread among them. Where there are more replies than
 * that one, they are looked at.
 */
async function repliesOfOthers(
  parts: BlueskyParts,
  { uri, replyCount }: View,
  isFollowed: boolean,
): Promise<number | null> {
  if (replyCount === undefined) return null;
  if (replyCount <= (isFollowed ? 1 : 0)) return 0;
  const author = accountOf({ uri });
  const { thread } = await ask(parts, (agent) => agent.app.bsky.feed.getPostThread({ uri, depth: 1, parentHeight: 0 }));
  const own = objectsIn(thread, 'replies').filter(({ post }) => isBy(author, post)).length;
  return Math.max(0, replyCount - own);
}

function isBy(author: string, post: unknown): boolean {
  return textIn(post, 'uri').startsWith(`at://${author}/`);
}

async function ask<T>({ call, appView, nowMs }: BlueskyParts, run: Run<T>): Promise<T> {
  const reply = await call({ server: appView, token: null }, run);
  if (reply.kind === 'success') return reply.data;
  throw new Error(hindrance(reply, { what: 'the question for the numbers', nowMs: nowMs() }).why);
}

function snapshotOf({ index, atMs }: Receipt, view: View, replies: number | null, nowMs: number): Snapshot {
  return {
    ...{ index, atMs: nowMs, ageMs: Math.max(0, nowMs - atMs), source: 'bluesky', impressions: null },
    likes: view.likeCount ?? null,
    reposts: view.repostCount ?? null,
    replies,
    quotes: view.quoteCount ?? null,
    bookmarks: view.bookmarkCount ?? null,
  };
}
