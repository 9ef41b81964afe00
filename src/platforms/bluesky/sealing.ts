import type { Delivery, Plan } from '../../delivery/delivery.ts';
import type { Hindrance } from '../../publisher.ts';
import type { BlueskyParts } from './parts.ts';
import { sealPosts, type Unsealed } from './seal.ts';
import { isDraft, isSealed, type SealedPost } from './sealed.ts';

/**
 * The plan with all that is fixed when its thread begins to go out. A plan that is sealed stays as it is, however much
 * later it is sent: its names are what a lost answer is settled by.
 */
export async function seal(parts: BlueskyParts, delivery: Delivery, nowMs: number): Promise<Plan | Hindrance> {
  const sealed = await sealedPlan(parts, delivery, nowMs);
  if (sealed.kind !== 'sealed') return sealed;
  const posts = delivery.plan.posts.map((planned, index) => ({
    ...planned,
    payload: sealed.posts[index] ?? planned.payload,
  }));
  return { ...delivery.plan, posts };
}

export interface SealedThread {
  readonly kind: 'sealed';
  readonly posts: readonly SealedPost[];
}

/** @throws Error for a plan that was not made for Bluesky */
export async function sealedPlan(
  parts: BlueskyParts,
  delivery: Delivery,
  nowMs: number,
): Promise<SealedThread | Hindrance> {
  const payloads = delivery.plan.posts.map(({ payload }) => payload);
  if (payloads.every(isSealed)) return { kind: 'sealed', posts: payloads };
  const session = await parts.sessions.current();
  if (session.kind !== 'session') return session;
  const unsealed: Unsealed[] = [];
  for (const [index, { post, payload }] of delivery.plan.posts.entries()) {
    if (!isDraft(payload)) throw new Error(`post ${index + 1} was not planned for Bluesky`);
    const pictures = await parts.blobs.media(delivery, index);
    if (pictures.kind !== 'media') return pictures;
    unsealed.push({ post, draft: payload, media: pictures.media });
  }
  return { kind: 'sealed', posts: sealPosts(unsealed, { did: session.did, delivery: delivery.id, nowMs }) };
}
