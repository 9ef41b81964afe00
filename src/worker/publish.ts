import { decide } from '../delivery/decide.ts';
import { type Delivery, OPEN_STATES, type State } from '../delivery/delivery.ts';
import { type Lane, laneOf } from '../delivery/lane.ts';
import { InputError } from '../errors.ts';
import type { Publisher } from '../publisher.ts';
import type { Lease } from '../store/lanes.ts';
import type { HeldLease } from './lease.ts';
import { look, settle } from './look.ts';
import type { PublishingParts } from './parts.ts';
import { finishRemoval, remove } from './remove.ts';
import { send } from './send.ts';
import { withLease } from './with-lease.ts';
import { type After, changeState } from './work.ts';

/**
 * Takes one delivery as far as it goes now: to its end, or to a moment at which it has to rest. The account's lease is
 * held and renewed meanwhile; where another worker holds it, nothing happens. Answers whether the account is free for
 * the next delivery.
 */
export async function publish(parts: PublishingParts, id: string): Promise<boolean> {
  const delivery = await parts.store.delivery(id);
  return delivery === null || publishNext(parts, delivery, () => parts.store.delivery(id));
}

/** The same for the delivery that is `next` on a lane; asked for when no other worker is at it. `false` where none is. */
export async function publishNext(
  parts: PublishingParts,
  lane: Lane,
  next: () => Promise<Delivery | null>,
): Promise<boolean> {
  const isFree = await withLease(parts, laneOf(lane), async (held) => {
    // Before the delivery is read: what is decided on it is worth nothing under a later fence.
    let { lease } = held;
    let delivery = await next();
    while (delivery !== null && !parts.stopping.aborted) {
      const after: After = await advance(parts, delivery, { lease, held });
      if (after === 'ended' || after === 'rests') return after === 'ended';
      if (typeof after !== 'string' && held.lease.fence === lease.fence) {
        delivery = after;
      } else {
        lease = held.lease;
        delivery = await parts.store.delivery(delivery.id);
      }
    }
    return false;
  });
  return isFree ?? false;
}

/** One action. */
async function advance(
  parts: PublishingParts,
  delivery: Delivery,
  hold: { readonly lease: Lease; readonly held: HeldLease },
): Promise<After> {
  const publisher = await publisherOr(parts, delivery);
  if (typeof publisher === 'string') return end(parts, delivery, 'needs-author', publisher);
  const work = { parts, delivery, publisher };
  const action = decide(delivery, parts.clock.nowMs(), publisher.settling, parts.timing);
  switch (action.kind) {
    case 'send':
      return send(work, action, hold);
    case 'look':
      return look(work, action.attempt);
    case 'absent':
      return settle(work, action.attempt);
    case 'finish':
      return end(parts, delivery, 'published', null);
    case 'ask-author':
      return end(parts, delivery, 'needs-author', action.why);
    case 'remove':
      return remove(work, action.step);
    case 'finish-removal':
      return finishRemoval(work);
    case 'rest':
      return rest(parts, delivery, action.untilMs);
    case 'nothing':
      return OPEN_STATES.some((state) => state === delivery.state) ? 'rests' : 'ended';
  }
}

/** The adapter, or the reason in words why there is none: only the author can mend that. */
async function publisherOr(parts: PublishingParts, delivery: Delivery): Promise<Publisher | string> {
  try {
    return await parts.publisherFor(delivery);
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll('\n', '; ');
    throw error;
  }
}

async function end(parts: PublishingParts, delivery: Delivery, state: State, why: string | null): Promise<After> {
  await changeState(parts, delivery, OPEN_STATES, { state, why, untilMs: null, atMs: parts.clock.nowMs() });
  return 'ended';
}

/** Notes until when, so that the store answers which deliveries are due. */
async function rest(parts: PublishingParts, { id, state, why, untilMs }: Delivery, restMs: number): Promise<After> {
  const resting: State = state === 'uncertain' ? 'uncertain' : 'waiting';
  if (untilMs !== restMs) {
    await parts.store.changeState(id, OPEN_STATES, { state: resting, why, untilMs: restMs, atMs: parts.clock.nowMs() });
  }
  return 'rests';
}
