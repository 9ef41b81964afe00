import type { Delivery, Receipt } from '../../delivery/delivery.ts';
import type { Snapshot } from '../../report/snapshot.ts';
import { countIn, type JsonObject } from './json.ts';
import { asked, hindrance, type XParts } from './parts.ts';
import { after, before, compareIds } from './snowflake.ts';
import { postsIn, readTimeline } from './timeline.ts';

/** Posts that one question by ids may name. */
const MOST_IDS = 100;

/**
 * The present numbers of the posts that are out, all from one stretch of the account's own timeline. A post that is not
 * in X's answer has no snapshot: what is gone has no numbers.
 * @throws Error in words where X cannot be read, so that the reading is taken later
 */
export async function measure(parts: XParts, delivery: Delivery, nowMs: number): Promise<readonly Snapshot[]> {
  const receipts = delivery.receipts.toSorted((a, b) => compareIds(a.id, b.id));
  const [first, last] = [receipts.at(0), receipts.at(-1)];
  if (first === undefined || last === undefined) return [];
  const numbers = await fromTimeline(parts, first.id, last.id);
  const found = receipts.some(({ id }) => numbers.has(id)) ? numbers : await byIds(parts, receipts);
  return delivery.receipts.flatMap((receipt) => {
    const metrics = found.get(receipt.id);
    return metrics === undefined ? [] : [snapshotOf(receipt, metrics, nowMs)];
  });
}

type Numbers = ReadonlyMap<string, JsonObject>;

async function fromTimeline(parts: XParts, first: string, last: string): Promise<Numbers> {
  const reading = await readTimeline(parts, {
    sinceId: before(first),
    untilId: after(last),
    fields: ['public_metrics'],
    excludesReposts: true,
  });
  if (reading.kind === 'unreadable') throw new Error(reading.why);
  return new Map(reading.posts.map(({ id, metrics }) => [id, metrics]));
}

/**
 * GET /2/tweets, five times dearer: only where the timeline, which goes back 3,200 posts, has nothing of a thread. What
 * was deleted does not come back here either, and then costs nothing.
 */
async function byIds(parts: XParts, receipts: readonly Receipt[]): Promise<Numbers> {
  const found = new Map<string, JsonObject>();
  for (let at = 0; at < receipts.length; at += MOST_IDS) {
    const ids = receipts.slice(at, at + MOST_IDS).map(({ id }) => id);
    const query = { ids: ids.join(','), 'tweet.fields': 'public_metrics' };
    const reply = await parts.send({ method: 'GET', path: 'tweets', query });
    if (reply.kind !== 'success') {
      throw new Error(hindrance(reply, asked('the numbers of old posts', parts.nowMs())).why);
    }
    const posts = postsIn(reply.body);
    parts.charges.reads(posts.map(({ id }) => id));
    for (const { id, metrics } of posts) found.set(id, metrics);
  }
  return found;
}

/** X's own numbers in either spelling; `null` for one it does not tell. */
function snapshotOf({ index, atMs }: Receipt, metrics: JsonObject, nowMs: number): Snapshot {
  return {
    index,
    atMs: nowMs,
    ageMs: Math.max(0, nowMs - atMs),
    source: 'x',
    impressions: countIn(metrics, 'impression_count'),
    likes: countIn(metrics, 'like_count'),
    reposts: countIn(metrics, 'repost_count', 'retweet_count'),
    replies: countIn(metrics, 'reply_count'),
    quotes: countIn(metrics, 'quote_count'),
    bookmarks: countIn(metrics, 'bookmark_count'),
  };
}
