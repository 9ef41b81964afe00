import type { Delivery, State } from '../delivery/delivery.ts';
import type { Publisher } from '../publisher.ts';
import type { Change } from '../store/deliveries.ts';
import type { Emit } from './events.ts';
import type { PublishingParts } from './parts.ts';

/** What every step of publishing works on. */
export interface Work {
  readonly parts: PublishingParts;
  readonly delivery: Delivery;
  readonly publisher: Publisher;
}

/**
 * What an action leads to. There may be another at once on the delivery, which is now as answered here, or has `changed`
 * and is to be read again; or it `rests`, or has `ended` and leaves its account free.
 */
export type After = Delivery | 'changed' | 'rests' | 'ended';

export function isPaused(paused: ReadonlySet<string>, account: string): boolean {
  return paused.has('*') || paused.has(account);
}

/** Moves a delivery on and tells so, unless it has moved elsewhere meanwhile. */
export async function changeState(
  { store, emit }: Pick<PublishingParts, 'store' | 'emit'>,
  delivery: Delivery,
  from: readonly State[],
  change: Change,
): Promise<boolean> {
  const isChanged = await store.changeState(delivery.id, from, change);
  if (isChanged) tellState(emit, delivery, change.state, change.why);
  return isChanged;
}

export function tellState(emit: Emit, delivery: Delivery, state: State, why: string | null): void {
  emit({ event: 'state-changed', state, why, posts: delivery.plan.posts.length, ...about(delivery) });
}

export function about(delivery: Delivery) {
  const { id, account, article, live } = delivery;
  return { delivery: id, account, title: article.title, live };
}
