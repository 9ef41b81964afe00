import type { Delivery, Receipt } from '../../delivery/delivery.ts';
import { countIn } from '../../json.ts';
import type { Hindrance, Numbers, Question } from '../../publisher.ts';
import type { Snapshot } from '../../report/snapshot.ts';
import { MINUTE_MS } from '../../schedule/duration.ts';
import { lookUp } from './look-up.ts';
import type { XParts } from './parts.ts';
import { prices } from './prices.ts';
import { readRun } from './read-run.ts';
import { runsOf } from './runs.ts';
import type { OwnPost } from './timeline.ts';

/** A post younger than this that the timeline does not show may not have come there yet. */
const NEW_MS = 15 * MINUTE_MS;

/** What is known of each post, by id; `gone`: it is no longer there; absent: nothing. */
type Known = Map<string, OwnPost | 'gone'>;

/**
 * The present numbers of the posts that are out, run by run from the account's own timeline. A post that should be
 * there and is not is looked up by its id: X says that there is none, or it was edited, or is older than the 3,200 posts
 * that the timeline reaches back to.
 */
export async function measure(parts: XParts, { deliveries, nowMs, mostMicroUsd }: Question): Promise<Numbers> {
  const wereRefused = parts.privateNumbers.areRefused;
  const known: Known = new Map();
  const { missing, unread, hindrance } = await readRuns(parts, deliveries, known, nowMs);
  const isAffordable = missing.length * prices.read <= mostMicroUsd;
  const hinderedLater = isAffordable ? await lookUpMissing(parts, missing, known) : null;
  const unsettled = new Set([...unread, ...(hinderedLater === null ? [] : missing.filter((id) => !known.has(id)))]);
  const read = deliveries.filter(({ receipts }) => receipts.every(({ id }) => !unsettled.has(id)));
  return {
    read: new Map(read.map((delivery) => [delivery.id, snapshotsOf(delivery, known, nowMs)])),
    hindrance: hindrance ?? hinderedLater,
    notes: parts.privateNumbers.areRefused && !wereRefused ? [NOT_TOLD] : [],
  };
}

const NOT_TOLD =
  'X refuses the private numbers, clicks on links and on the profile; they stay empty, and the public ones are read.';

interface RunsRead {
  /** Ids that X did not show where they must be. */
  readonly missing: readonly string[];
  /** Ids that were not asked for, because X could not be read. */
  readonly unread: readonly string[];
  readonly hindrance: Hindrance | null;
}

async function readRuns(
  parts: XParts,
  deliveries: readonly Delivery[],
  known: Known,
  nowMs: number,
): Promise<RunsRead> {
  const runs = runsOf(deliveries.flatMap(({ receipts }) => receipts));
  const missing: string[] = [];
  for (const [place, run] of runs.entries()) {
    const reading = await readRun(parts, run, nowMs);
    if (reading.kind === 'unreadable') {
      const unread = runs.slice(place).flatMap((each) => each.map(({ id }) => id));
      return { missing, unread, hindrance: reading.hindrance };
    }
    for (const post of reading.posts) known.set(post.id, post);
    if (reading.doubt !== null) continue;
    missing.push(...run.filter(({ id, atMs }) => !known.has(id) && nowMs - atMs >= NEW_MS).map(({ id }) => id));
  }
  return { missing, unread: [], hindrance: null };
}

async function lookUpMissing(parts: XParts, missing: readonly string[], known: Known): Promise<Hindrance | null> {
  const { found, gone, hindrance } = await lookUp(parts, missing);
  for (const id of gone) known.set(id, 'gone');
  for (const post of found) known.set(post.id, post);
  return hindrance;
}

function snapshotsOf({ receipts }: Delivery, known: Known, nowMs: number): readonly Snapshot[] {
  return receipts.flatMap((receipt) => {
    const post = known.get(receipt.id);
    const next = known.get(receipts.find(({ index }) => index === receipt.index + 1)?.id ?? '');
    const isFollowed = next !== undefined && next !== 'gone';
    return post === undefined ? [] : [snapshotOf(receipt, post, isFollowed, nowMs)];
  });
}

/**
 * X's own numbers in either spelling; `null` for one it does not tell. The next post of the thread is a reply too, which
 * X counts and no reader wrote.
 */
function snapshotOf({ index, atMs }: Receipt, post: OwnPost | 'gone', isFollowed: boolean, nowMs: number): Snapshot {
  const { metrics, privateMetrics } = post === 'gone' ? { metrics: {}, privateMetrics: {} } : post;
  const replies = countIn(metrics, 'reply_count');
  return {
    ...{ index, atMs: nowMs, ageMs: Math.max(0, nowMs - atMs), source: 'x' },
    impressions: countIn(metrics, 'impression_count'),
    likes: countIn(metrics, 'like_count'),
    reposts: countIn(metrics, 'repost_count', 'retweet_count'),
    replies: replies === null ? null : Math.max(0, replies - (isFollowed ? 1 : 0)),
    quotes: countIn(metrics, 'quote_count'),
    bookmarks: countIn(metrics, 'bookmark_count'),
    linkClicks: countIn(privateMetrics, 'url_link_clicks'),
    profileClicks: countIn(privateMetrics, 'user_profile_clicks'),
    gone: post === 'gone',
  };
}
