import type { Delivery, Receipt } from '../../delivery/delivery.ts';
import { objectsIn, textIn } from '../../json.ts';
import type { Hindrance, Numbers, Question } from '../../publisher.ts';
import type { Snapshot } from '../../report/snapshot.ts';
import type { Run } from './client.ts';
import { accountHindrance, type BlueskyParts } from './parts.ts';
import { accountOf } from './sealed.ts';
import { hindrance } from './verdicts.ts';

/** Posts that one question may name (app.bsky.feed.getPosts). */
const MOST_URIS = 25;

interface View {
  readonly uri: string;
  readonly likeCount?: number;
  readonly repostCount?: number;
  readonly replyCount?: number;
  readonly quoteCount?: number;
  readonly bookmarkCount?: number;
}

/** What the AppView shows of each post, by URI; `null`: it shows none. */
type Views = ReadonlyMap<string, View | null>;

/** The present numbers of the posts that are out, asked of the AppView as anybody may. Bluesky counts no views. */
export async function measure(parts: BlueskyParts, { deliveries, nowMs }: Question): Promise<Numbers> {
  const read = new Map<string, readonly Snapshot[]>();
  const { views, hindrance: hindered } = await viewsOf(
    parts,
    deliveries.flatMap(({ receipts }) => receipts.flatMap(({ uri }) => uri ?? [])),
  );
  for (const delivery of deliveries) {
    if (delivery.receipts.some(({ uri }) => uri !== null && !views.has(uri))) continue;
    const snapshots = await snapshotsOf(parts, delivery, views, nowMs);
    if ('kind' in snapshots) return { read, hindrance: snapshots, notes: [] };
    read.set(delivery.id, snapshots);
  }
  return { read, hindrance: hindered, notes: [] };
}

async function viewsOf(
  parts: BlueskyParts,
  uris: readonly string[],
): Promise<{ readonly views: Views; readonly hindrance: Hindrance | null }> {
  const views = new Map<string, View | null>();
  for (let at = 0; at < uris.length; at += MOST_URIS) {
    const asked = uris.slice(at, at + MOST_URIS);
    const answer = await ask(parts, (agent) => agent.app.bsky.feed.getPosts({ uris: asked }));
    if (answer.kind !== 'answer') return { views, hindrance: answer };
    const shown = new Map(answer.data.posts.map((post) => [post.uri, post]));
    for (const uri of asked) views.set(uri, shown.get(uri) ?? null);
  }
  return { views, hindrance: null };
}

async function snapshotsOf(
  parts: BlueskyParts,
  { receipts }: Delivery,
  views: Views,
  nowMs: number,
): Promise<readonly Snapshot[] | Hindrance> {
  const snapshots: Snapshot[] = [];
  const posts = receipts.filter(({ uri }) => uri !== null).toSorted((a, b) => a.index - b.index);
  for (const [place, receipt] of posts.entries()) {
    const view = views.get(receipt.uri ?? '') ?? null;
    if (view === null) {
      if (await isGone(parts, receipt.uri ?? '')) snapshots.push(snapshotOf(receipt, null, null, nowMs));
      continue;
    }
    const isFollowed = (views.get(posts[place + 1]?.uri ?? '') ?? null) !== null;
    const replies = await repliesOfOthers(parts, view, isFollowed);
    if (replies.kind !== 'answer') return replies;
    snapshots.push(snapshotOf(receipt, view, replies.data, nowMs));
  }
  return snapshots;
}

type Answer<T> = { readonly kind: 'answer'; readonly data: T } | Hindrance;

/**
 * Bluesky counts the author's own replies, the next post of the thread among them. Where there are more replies than
 * that one, they are looked at.
 */
async function repliesOfOthers(
  parts: BlueskyParts,
  { uri, replyCount }: View,
  isFollowed: boolean,
): Promise<Answer<number | null>> {
  if (replyCount === undefined) return { kind: 'answer', data: null };
  if (replyCount <= (isFollowed ? 1 : 0)) return { kind: 'answer', data: 0 };
  const author = accountOf({ uri });
  const answer = await ask(parts, (agent) => agent.app.bsky.feed.getPostThread({ uri, depth: 1, parentHeight: 0 }));
  if (answer.kind !== 'answer') return answer;
  const own = objectsIn(answer.data.thread, 'replies').filter(({ post }) => isBy(author, post)).length;
  return { kind: 'answer', data: Math.max(0, replyCount - own) };
}

function isBy(author: string, post: unknown): boolean {
  return textIn(post, 'uri').startsWith(`at://${author}/`);
}

/** The AppView may be behind, or hide a post: only the account's own server knows that its record is no longer there. */
async function isGone(parts: BlueskyParts, uri: string): Promise<boolean> {
  if ((await accountHindrance(parts, [{ uri, cid: '' }])) !== null) return false;
  const [repo = '', collection = '', rkey = ''] = uri.replace('at://', '').split('/');
  const reply = await parts.ask((agent) => agent.com.atproto.repo.getRecord({ repo, collection, rkey }));
  return reply.kind === 'refusal' && reply.problem.error === 'RecordNotFound';
}

async function ask<T>({ call, appView, nowMs }: BlueskyParts, run: Run<T>): Promise<Answer<T>> {
  const reply = await call({ server: appView, token: null }, run);
  if (reply.kind === 'success') return { kind: 'answer', data: reply.data };
  return hindrance(reply, { what: 'the question for the numbers', nowMs: nowMs() });
}

/** @param view `null`: a tombstone */
function snapshotOf({ index, atMs }: Receipt, view: View | null, replies: number | null, nowMs: number): Snapshot {
  return {
    ...{ index, atMs: nowMs, ageMs: Math.max(0, nowMs - atMs), source: 'bluesky', impressions: null },
    likes: view?.likeCount ?? null,
    reposts: view?.repostCount ?? null,
    replies,
    quotes: view?.quoteCount ?? null,
    bookmarks: view?.bookmarkCount ?? null,
    ...{ linkClicks: null, profileClicks: null, gone: view === null },
  };
}
