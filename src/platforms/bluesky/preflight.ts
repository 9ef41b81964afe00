import type { Delivery } from '../../delivery/delivery.ts';
import type { Hindrance } from '../../publisher.ts';
import { accountHindrance, type BlueskyParts } from './parts.ts';
import { POINTS } from './points.ts';
import { recordsOf, type SealedPost } from './sealed.ts';
import { sealedPlan } from './sealing.ts';

/** Writes that one commit takes (reference: answers of the PDS). */
const MOST_WRITES = 200;

/** Whether the whole thread can go out, found out before it is sealed. The pictures are uploaded here already. */
export async function preflight(parts: BlueskyParts, delivery: Delivery, nowMs: number): Promise<Hindrance | null> {
  const thread = await sealedPlan(parts, delivery, nowMs);
  if (thread.kind !== 'sealed') return thread;
  return (
    (await accountHindrance(parts, thread.posts)) ??
    (await recordHindrance(thread.posts)) ??
    (await parts.points.hindrance(recordsOf(thread.posts).length * POINTS.create, nowMs)) ??
    (await uploadAll(parts, delivery))
  );
}

/** The server's own check of every record, by the same lexicons. */
async function recordHindrance(posts: readonly SealedPost[]): Promise<Hindrance | null> {
  if (recordsOf(posts).length > MOST_WRITES) {
    return invalid(`the thread has ${posts.length} posts, and Bluesky takes ${MOST_WRITES} records at once`);
  }
  const { AppBskyFeedPost, AppBskyFeedThreadgate, jsonToLex } = await import('@atproto/api');
  for (const [index, { record, gate }] of posts.entries()) {
    const post = AppBskyFeedPost.validateRecord(jsonToLex(record));
    if (!post.success) return invalid(`post ${index + 1} is nothing that Bluesky takes (${post.error.message})`);
    const rules = gate === undefined ? null : AppBskyFeedThreadgate.validateRecord(jsonToLex(gate.record));
    if (rules?.success === false)
      return invalid(`who may reply is set in a way Bluesky refuses (${rules.error.message})`);
  }
  return null;
}

export async function uploadAll(parts: BlueskyParts, delivery: Delivery): Promise<Hindrance | null> {
  for (const index of delivery.plan.posts.keys()) {
    const hindered = await parts.blobs.upload(delivery, index);
    if (hindered !== null) return hindered;
  }
  return null;
}

function invalid(why: string): Hindrance {
  return { kind: 'give-up', mendable: false, why };
}
