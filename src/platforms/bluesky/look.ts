import type { Sighting } from '../../delivery/verdict.ts';
import type { StepRequest } from '../../publisher.ts';
import { accountHindrance, type BlueskyParts } from './parts.ts';
import { readRecord } from './records.ts';
import { type SealedPost, sealedPosts } from './sealed.ts';
import { receiptsOf } from './send.ts';

/**
 * Reads the posts of a step on the account's own server, which knows at once. A commit that lands between two of these
 * reads makes the thread look half there, so that what is mixed is read again. A gate is not looked at: the author may
 * have changed it since.
 */
export async function look(parts: BlueskyParts, request: StepRequest): Promise<Sighting> {
  const posts = sealedPosts(request)?.map(({ sealed }) => sealed);
  // What was never sealed was never sent.
  if (posts === undefined) return { kind: 'absent' };
  const hindered = await accountHindrance(parts, posts);
  if (hindered !== null) return { kind: hindered.kind === 'give-up' ? 'conflict' : 'unreadable', why: hindered.why };
  const first = await inspect(parts, posts);
  const seen = first.kind === 'mixed' ? await inspect(parts, posts) : first;
  switch (seen.kind) {
    case 'all':
      return { kind: 'found', receipts: receiptsOf(parts, request, sentMs(request)) };
    case 'none':
      return { kind: 'absent' };
    case 'unreadable':
    case 'conflict':
      return seen;
    case 'mixed':
      // A commit is whole: what is missing was there, and somebody removed it.
      if (seen.isBegun) return { kind: 'found', receipts: receiptsOf(parts, request, sentMs(request)) };
      return {
        kind: 'conflict',
        why: 'the first post was removed, and others of the thread are there; remove them, or cancel',
      };
  }
}

type Seen =
  | { readonly kind: 'all' | 'none' }
  /** @property isBegun whether the first post is among those that are there */
  | { readonly kind: 'mixed'; readonly isBegun: boolean }
  | { readonly kind: 'unreadable' | 'conflict'; readonly why: string };

async function inspect(parts: BlueskyParts, posts: readonly SealedPost[]): Promise<Seen> {
  const isThere: boolean[] = [];
  for (const post of posts) {
    const found = await readRecord(parts, post);
    if (found.kind !== 'there' && found.kind !== 'missing') return { kind: 'unreadable', why: found.why };
    if (found.kind === 'there' && found.cid !== post.cid) {
      return {
        kind: 'conflict',
        why: `another record than the planned one stands at ${post.uri}; remove it, or cancel`,
      };
    }
    isThere.push(found.kind === 'there');
  }
  if (!isThere.includes(true)) return { kind: 'none' };
  return isThere.includes(false) ? { kind: 'mixed', isBegun: isThere[0] === true } : { kind: 'all' };
}

/** When it was sent, as nearly as that is known. */
function sentMs({ delivery, step, nowMs }: StepRequest): number {
  return delivery.attempts.findLast((attempt) => attempt.step === step)?.intentMs ?? nowMs;
}
