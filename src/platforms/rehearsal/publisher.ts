import type { Receipt } from '../../delivery/delivery.ts';
import type { Platform } from '../../platform.ts';
import { type Publisher, postsOf, STALE, type StepRequest } from '../../publisher.ts';
import type { Snapshot } from '../../report/snapshot.ts';
import type { TimelineOperations, TimelinePost } from '../../store/timeline.ts';

/**
 * Publishes to Spool's own timeline instead of the platform's: same posts, same steps, same states, and numbers only of
 * what that timeline can know, its views.
 */
export function rehearsalPublisher(platform: Platform, timeline: TimelineOperations): Publisher {
  return {
    settling: { reads: 1, apartMs: 0, quarantineMs: 0 },
    async send(request) {
      if (!request.mayLeave()) return STALE;
      for (const { index, planned } of postsOf(request)) {
        const { id, account } = request.delivery;
        const { text } = planned.post;
        await timeline.showPost({
          ...{ delivery: id, account, platform: platform.id, index, text, atMs: request.nowMs, views: 0 },
        });
      }
      return { kind: 'sent', receipts: await receiptsOf(timeline, request) };
    },
    async look(request) {
      const receipts = await receiptsOf(timeline, request);
      return receipts.length === postsOf(request).length ? { kind: 'found', receipts } : { kind: 'absent' };
    },
    async remove(request) {
      await timeline.hidePosts(
        request.delivery.id,
        postsOf(request).map(({ index }) => index),
      );
      return { kind: 'removed' };
    },
    async measure({ deliveries, nowMs }) {
      const read = new Map<string, readonly Snapshot[]>();
      for (const { id, receipts } of deliveries) {
        const isWanted = new Set(receipts.map(({ index }) => index));
        const posts = (await timeline.timelinePosts(id)).filter(({ index }) => isWanted.has(index));
        const snapshots = posts.map((post) => snapshotOf(post, platform.reportsImpressions, nowMs));
        read.set(id, snapshots);
      }
      return { read, hindrance: null, notes: [] };
    },
  };
}

async function receiptsOf(timeline: TimelineOperations, request: StepRequest): Promise<Receipt[]> {
  const wanted = new Set(postsOf(request).map(({ index }) => index));
  const shown = await timeline.timelinePosts(request.delivery.id);
  return shown
    .filter((post) => wanted.has(post.index))
    .map(({ delivery, index, atMs }) => ({
      index,
      id: `${delivery}-${index + 1}`,
      uri: null,
      url: null,
      cid: null,
      atMs,
    }));
}

/** The timeline counts views and nothing else; a platform that reports none has none in rehearsal either. */
function snapshotOf(post: TimelinePost, reportsImpressions: boolean, nowMs: number): Snapshot {
  return {
    index: post.index,
    atMs: nowMs,
    ageMs: Math.max(0, nowMs - post.atMs),
    source: 'rehearsal',
    impressions: reportsImpressions ? post.views : null,
    likes: null,
    reposts: null,
    replies: null,
    quotes: null,
    bookmarks: null,
    linkClicks: null,
    profileClicks: null,
    gone: false,
  };
}
