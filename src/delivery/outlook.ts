import { openStep } from './decide.ts';
import type { Delivery, State } from './delivery.ts';

/** What an author can do about a delivery, by the names of the commands. */
export type AuthorAction = 'approve' | 'retry' | 'adopt' | 'cancel' | 'unpublish';

const ACTIONS: Readonly<Partial<Record<State, readonly AuthorAction[]>>> = {
  held: ['approve', 'cancel'],
  planned: ['cancel'],
  publishing: ['cancel'],
  waiting: ['retry', 'adopt', 'cancel'],
  uncertain: ['adopt', 'cancel'],
  'needs-author': ['retry', 'adopt', 'cancel', 'unpublish'],
  published: ['unpublish'],
  unpublishing: ['cancel'],
  failed: ['retry', 'adopt', 'cancel'],
  cancelled: ['unpublish'],
};

type Standing = Pick<Delivery, 'state' | 'live'> & {
  readonly receipts: readonly unknown[];
  readonly removed: readonly number[];
};

/** A rehearsal has no addresses to adopt; what has no post out has nothing to take down. */
export function possibleActions({ state, live, receipts, removed }: Standing): readonly AuthorAction[] {
  const isOut = receipts.length > removed.length;
  return (ACTIONS[state] ?? []).filter((action) => (action !== 'adopt' || live) && (action !== 'unpublish' || isOut));
}

/** What Spool does next with a delivery by itself, in words; `null` where it does nothing. */
export function nextStep(delivery: Delivery): string | null {
  const step = openStep(delivery);
  const post =
    step === null ? 'the end' : `post ${(delivery.plan.steps[step]?.[0] ?? 0) + 1} of ${delivery.plan.posts.length}`;
  const when = delivery.untilMs === null ? 'now' : `at ${new Date(delivery.untilMs).toISOString()}`;
  switch (delivery.state) {
    case 'planned':
      return `publishes it ${delivery.untilMs === null ? 'when the account is free' : when}`;
    case 'publishing':
      return `sends ${post} now`;
    case 'waiting':
      return `sends ${post} ${when}`;
    case 'uncertain':
      return `looks ${when} whether ${post} is there`;
    case 'held':
      return 'waits for your approval';
    case 'needs-author':
      return 'waits for you';
    case 'unpublishing':
      return `takes its posts down ${when}, the last first`;
    default:
      return null;
  }
}
