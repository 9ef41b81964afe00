import type { Receipt } from '../../delivery/delivery.ts';
import type { Sighting } from '../../delivery/verdict.ts';
import type { StepRequest } from '../../publisher.ts';
import { isSameText } from './likeness.ts';
import type { XParts } from './parts.ts';
import { idAt } from './snowflake.ts';
import { type StepPost, stepPost } from './step.ts';
import { type OwnPost, readTimeline } from './timeline.ts';

/** How far our clock may be ahead of X's: X refuses signatures more than five minutes off. */
const SKEW_MS = 10 * 60_000;

const FIELDS = ['referenced_tweets', 'entities'];

/**
 * Reads the account's own posts since the one before: is this one among them? A reply has to be under the right post,
 * the first has to be under none, and the text has to be the planned one, since the author may be replying by hand.
 * @param sinceMs by X's clock, from when on a first post can be this one; default: well before its first intent
 */
export async function look(
  parts: XParts,
  request: StepRequest,
  sinceMs: number = firstIntentMs(request) - SKEW_MS,
): Promise<Sighting> {
  const post = stepPost(request);
  const sinceId = post.parent?.id ?? idAt(sinceMs);
  const reading = await readTimeline(parts, { sinceId, fields: FIELDS });
  if (reading.kind === 'unreadable') return { kind: 'unreadable', why: reading.why };
  const found = reading.posts.findLast((each) => isIt(each, post));
  if (found === undefined) {
    return reading.doubt === null ? { kind: 'absent' } : { kind: 'unreadable', why: reading.doubt };
  }
  parts.charges.post(post.text);
  return { kind: 'found', receipts: [receiptOf(parts, post.index, found.id, found.atMs)] };
}

/**
 * All attempts of a step are looked for at once, since an earlier one may have arrived late. The clock may have been
 * set back meanwhile.
 */
function firstIntentMs({ delivery, step, nowMs }: StepRequest): number {
  const intents = delivery.attempts.filter((attempt) => attempt.step === step).map(({ intentMs }) => intentMs);
  return Math.min(nowMs, ...intents);
}

function isIt(own: OwnPost, { text, parent }: StepPost): boolean {
  return own.parentId === (parent?.id ?? null) && isSameText(own, text);
}

export function receiptOf({ handle }: XParts, index: number, id: string, atMs: number): Receipt {
  return { index, id, uri: null, url: `https://x.com/${handle}/status/${id}`, cid: null, atMs };
}
