import { openStep } from '../delivery/decide.ts';
import { type Attempt, type Delivery, STATES, type State } from '../delivery/delivery.ts';
import { laneOf } from '../delivery/lane.ts';
import { type AuthorAction, possibleActions } from '../delivery/outlook.ts';
import { InputError } from '../errors.ts';
import type { Change, DeliveryOperations } from '../store/deliveries.ts';
import type { PublishingParts } from './parts.ts';
import { publish } from './publish.ts';
import { withLease } from './with-lease.ts';
import { changeState } from './work.ts';

/** What an author can do about a delivery, from the command line or the desk. All throw InputError in words for them. */

type Deciding = Pick<PublishingParts, 'store' | 'clock' | 'emit'>;

/** Lets the worker go on with a delivery that waits for the author, that failed, or that rests. */
export async function retry(parts: Deciding, id: string): Promise<void> {
  await move(parts, id, 'retry', { state: 'publishing', why: null, isByAuthor: true });
}

/** A delivery that waits for approval, to be looked at. */
export function findHeld({ store }: Pick<Deciding, 'store'>, id: string): Promise<Delivery> {
  return find(store, id, 'approve');
}

/**
 * Releases a held delivery: exactly the text that stands under this id, which an edit would have given another id. It
 * goes at its slot, or at once where that has come. Answers the delivery as it was, with its text.
 */
export async function approve(parts: Deciding, id: string): Promise<Delivery> {
  const delivery = await find(parts.store, id, 'approve');
  const change = { state: 'planned', why: null, untilMs: delivery.untilMs, atMs: parts.clock.nowMs() } as const;
  if (!(await changeState(parts, delivery, ['held'], change))) throw moved(id);
  return delivery;
}

/** Ends a delivery: posts that are out stay out, no further one is sent, or taken down. */
export async function cancel(parts: Deciding, id: string): Promise<void> {
  await move(parts, id, 'cancel', { state: 'cancelled', why: 'cancelled by the author' });
}

/**
 * Takes the author's word that posts are live: the addresses of the posts that lack a receipt, in order; on platforms
 * whose threads leave whole, that of the first. Answers how many posts have a receipt now.
 */
export async function adopt(parts: PublishingParts, id: string, urls: readonly string[]): Promise<number> {
  return withLane(parts, await find(parts.store, id, 'adopt'), async () => {
    for (const url of urls) await adoptOne(parts, await find(parts.store, id, 'adopt'), url);
    return (await known(parts.store, id)).receipts.length;
  });
}

/** Takes a thread down again, its last post first; what was begun goes on by itself whatever happens meanwhile. */
export async function unpublish(parts: PublishingParts, id: string): Promise<void> {
  const delivery = await find(parts.store, id, 'unpublish');
  const step = openStep(delivery);
  const isOpen = ({ outcome }: Attempt) => outcome === null || outcome === 'unknown';
  if (delivery.attempts.some((attempt) => attempt.step === step && isOpen(attempt))) {
    const canAdopt = possibleActions(delivery).includes('adopt');
    throw new InputError({
      where: id,
      problem: `it is not known whether post ${(step ?? 0) + 1} is there`,
      next: canAdopt
        ? `Look at your profile: "spool adopt ${id} ADDRESS" if it is, or take the thread down by hand`
        : 'Look at your profile, and take the thread down by hand',
    });
  }
  await withLane(parts, delivery, () => move(parts, id, 'unpublish', { state: 'unpublishing', why: null }));
  await publish(parts, id);
}

async function adoptOne({ store, clock, publisherFor }: PublishingParts, delivery: Delivery, url: string) {
  const step = openStep(delivery);
  const where = delivery.id;
  if (step === null)
    throw new InputError({ where, problem: 'all its posts are known to be there; not needed:', value: url });
  const publisher = await publisherFor(delivery);
  const nowMs = clock.nowMs();
  const adoption = await publisher.adopt?.({ delivery, step, nowMs }, url);
  if (adoption === undefined) throw new InputError({ where, problem: 'a rehearsal has no addresses' });
  if (adoption.kind === 'refused') throw new InputError({ where: url, problem: adoption.why });
  const same = delivery.receipts.find(({ id }) => adoption.receipts.some((receipt) => receipt.id === id));
  if (same !== undefined) {
    throw new InputError({
      where: url,
      problem: `it is post ${same.index + 1} of the thread; post ${step + 1} is wanted`,
    });
  }
  const change = { state: 'publishing', why: null, untilMs: null, atMs: nowMs, isByAuthor: true } as const;
  if (!(await store.recordReceipts(delivery.id, adoption.receipts, fromStates('adopt'), change))) throw moved(where);
}

async function move(
  parts: Deciding,
  id: string,
  action: AuthorAction,
  to: Pick<Change, 'state' | 'why' | 'isByAuthor'>,
): Promise<void> {
  const delivery = await find(parts.store, id, action);
  const change = { ...to, untilMs: null, atMs: parts.clock.nowMs() };
  if (!(await changeState(parts, delivery, [delivery.state], change))) throw moved(id);
}

async function find(store: DeliveryOperations, id: string, action: AuthorAction): Promise<Delivery> {
  const delivery = await known(store, id);
  const possible = possibleActions(delivery);
  if (possible.includes(action)) return delivery;
  throw new InputError({
    where: id,
    problem: `a delivery that is ${delivery.state} takes no ${action}`,
    allowed: possible.join(', ') || 'nothing',
  });
}

async function known(store: DeliveryOperations, id: string): Promise<Delivery> {
  const delivery = await store.delivery(id);
  if (delivery !== null) return delivery;
  throw new InputError({
    where: 'DELIVERY',
    problem: 'there is no such delivery:',
    value: id,
    next: '"spool status" lists them; one that was held has another name once its article is edited',
  });
}

function fromStates(action: AuthorAction): readonly State[] {
  return STATES.filter((state) => possibleActions({ state, live: true, receipts: [], removed: [] }).includes(action));
}

/** Under the account's lease, so that no worker sends meanwhile. */
async function withLane<T>(parts: PublishingParts, delivery: Delivery, work: () => Promise<T>): Promise<T> {
  const done = await withLease(parts, laneOf(delivery), async () => ({ result: await work() }));
  if (done === null) throw moved(delivery.id);
  return done.result;
}

function moved(where: string): InputError {
  return new InputError({ where, problem: 'the worker is at it this moment', next: 'Try again in a few seconds' });
}
