import { createHash } from 'node:crypto';
import { noSuchAccount } from '../config/authors.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Slot } from '../schedule/slots.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import type { WorkerParts } from './parts.ts';

/** One article that is to go to one account. */
export interface Order {
  readonly source: string;
  readonly articleId: string;
  readonly account: string;
  readonly occasion: string;
  /** How often it went there before: picks the author's variant. */
  readonly repeat: number;
  readonly schedule: string | null;
  readonly slot: Slot | null;
  /** Where the delivery stands at first. Default: planned, to go at once. */
  readonly start?: Start;
}

export type Start = Pick<Delivery, 'state' | 'why' | 'untilMs'>;

const AT_ONCE: Start = { state: 'planned', why: null, untilMs: null };

/**
 * Has the article read and its complete plan fixed.
 * @throws InputError where the article cannot be read or cut, or the account is gone
 */
export async function makeDelivery(
  { config, clock, studio }: Pick<WorkerParts, 'config' | 'clock' | 'studio'>,
  order: Order,
): Promise<NewDelivery> {
  const account = config.accounts.find((each) => each.id === order.account);
  if (account === undefined) throw noSuchAccount(config, '', order.account);
  const { plan, title, source, contentHash } = await studio.plan(order.source, account.id, order.repeat);
  const { start = AT_ONCE } = order;
  return {
    id: deliveryId(order, account.live, start.state === 'held' ? [plan.posts] : []),
    article: { id: order.articleId, title, source, contentHash },
    account: account.id,
    platform: account.platform,
    live: account.live,
    occasion: order.occasion,
    schedule: order.schedule,
    slotKey: order.slot?.key ?? null,
    slotMs: order.slot?.utcMs ?? null,
    ...start,
    plan,
    createdMs: clock.nowMs(),
  };
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * Eight letters and digits that follow from what the delivery is, without those that are easily mistaken. One that waits
 * for approval is also known by its text, so that approving an id approves exactly what stood under it.
 */
function deliveryId({ articleId, account, occasion, slot }: Order, live: boolean, text: readonly unknown[]): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([articleId, account, live, occasion, slot?.key ?? null, ...text]))
    .digest();
  return [...bytes.subarray(0, 8)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}
