import type { Receipt } from '../../delivery/delivery.ts';
import type { JsonObject } from '../../json.ts';
import { postsOf, type StepRequest } from '../../publisher.ts';
import type { Image } from '../../thread/thread.ts';
import type { Asked } from './meanings.ts';

/** The one post of a step. */
export interface StepPost {
  /** From 0. */
  readonly index: number;
  /** The planned body of the request, without what is known only now. */
  readonly payload: JsonObject;
  /** As it is sent, character for character. */
  readonly text: string;
  readonly images: readonly Image[];
  /** The post it replies to; `null` for the first of a thread. */
  readonly parent: Receipt | null;
}

/** @throws Error for a step that no plan for X has, or one whose turn has not come */
export function stepPost(request: StepRequest): StepPost {
  const [only, ...others] = postsOf(request);
  if (only === undefined || others.length > 0) throw new Error('on X every post is a step of its own');
  const { index, planned } = only;
  const { text } = planned.payload;
  if (typeof text !== 'string') throw new Error(`post ${index + 1} was not planned for X`);
  const parent = request.delivery.receipts.find((receipt) => receipt.index === index - 1) ?? null;
  if (index > 0 && parent === null) throw new Error(`post ${index + 1} has nothing to reply to yet`);
  return { index, payload: planned.payload, text, images: planned.post.images, parent };
}

/** What a refusal of the post is judged by. */
export function askedOf({ delivery, step }: StepRequest, { index, parent }: StepPost, nowMs: number): Asked {
  return {
    what: `post ${index + 1}`,
    nowMs,
    earlier: delivery.attempts.filter((attempt) => attempt.step === step).map(({ why }) => why),
    parentAgeMs: parent === null ? null : nowMs - parent.atMs,
  };
}
