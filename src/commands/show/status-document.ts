import type { Delivery, State } from '../../delivery/delivery.ts';
import { nextStep, possibleActions } from '../../delivery/outlook.ts';

/** `spool status --json`, version 1: the contract that scripts rely on. */
export function statusDocument(deliveries: readonly Delivery[]) {
  return { version: 1, deliveries: deliveries.map(deliveryStatus) };
}

export function deliveryStatus(delivery: Delivery) {
  const { id, article, account, platform, live, schedule, slotMs, state, why, receipts, removed, plan } = delivery;
  return {
    id,
    article: { title: article.title, source: article.source },
    account,
    platform,
    live,
    schedule,
    slot: slotMs === null ? null : new Date(slotMs).toISOString(),
    state,
    posts: { sent: receipts.length, total: plan.posts.length },
    url: removed.includes(0) ? null : (receipts.at(0)?.url ?? null),
    why,
    next: nextStep(delivery),
    actions: possibleActions(delivery),
  };
}

export type StatusColour = 'green' | 'yellow' | 'red' | 'dim';

export const STATE_COLOURS: Readonly<Record<State, StatusColour>> = {
  held: 'yellow',
  planned: 'dim',
  publishing: 'yellow',
  waiting: 'yellow',
  uncertain: 'yellow',
  'needs-author': 'red',
  published: 'green',
  unpublishing: 'yellow',
  unpublished: 'dim',
  failed: 'red',
  cancelled: 'dim',
  missed: 'dim',
};
