import { openStep } from './decide.ts';
import type { Delivery, State } from './delivery.ts';

/** What an author can do about a delivery, by the names of the commands. */
export type AuthorAction = 'retry' | 'cancel';

const ACTIONS: Readonly<Partial<Record<State, readonly AuthorAction[]>>> = {
  held: ['cancel'],
  planned: ['cancel'],
  publishing: ['cancel'],
  waiting: ['retry', 'cancel'],
  uncertain: ['cancel'],
  'needs-author': ['retry', 'cancel'],
  failed: ['retry', 'cancel'],
};

export function possibleActions(delivery: Pick<Delivery, 'state'>): readonly AuthorAction[] {
  return ACTIONS[delivery.state] ?? [];
}

/** What Spool does next with a delivery by itself, in words; `null` where it does nothing. */
export function nextStep(delivery: Delivery): string | null {
  const step = openStep(delivery);
  const post =
    step === null ? 'the end' : `post ${(delivery.plan.steps[step]?.[0] ?? 0) + 1} of ${delivery.plan.posts.length}`;
  const when = delivery.untilMs === null ? 'now' : `at ${new Date(delivery.untilMs).toISOString()}`;
  switch (delivery.state) {
    case 'planned':
      return `publishes it when the account is free`;
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
    default:
      return null;
  }
}
