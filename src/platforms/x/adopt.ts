import { type Adoption, postsOf, type StepRequest } from '../../publisher.ts';
import { receiptOf } from './look.ts';
import type { XParts } from './parts.ts';
import { readTimeline } from './timeline.ts';

/** `https://x.com/name/status/123` */
const ADDRESS = /^https:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/\w{1,20}\/status\/(\d{1,19})(?:[/?#]|$)/i;

/**
 * Reads the account's own timeline at exactly this post. Its text may be another than the planned one: an author may
 * have posted it by hand, mended.
 */
export async function adopt(parts: XParts, request: StepRequest, url: string): Promise<Adoption> {
  const id = ADDRESS.exec(url)?.[1];
  const [post] = postsOf(request);
  if (id === undefined || post === undefined) return refused('it is no address of a post on X');
  const [before, after] = [BigInt(id) - 1n, BigInt(id) + 1n].map(String);
  const reading = await readTimeline(parts, { sinceId: `${before}`, untilId: `${after}`, fields: [] });
  if (reading.kind === 'unreadable') return refused(`it could not be looked at: ${reading.why}`);
  const found = reading.posts.find((each) => each.id === id);
  if (found === undefined) return refused(`@${parts.handle} has no such post`);
  return { kind: 'found', receipts: [receiptOf(parts, post.index, id, found.atMs)] };
}

function refused(why: string): Adoption {
  return { kind: 'refused', why };
}
