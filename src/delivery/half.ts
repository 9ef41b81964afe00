import { type Delivery, OPEN_STATES, type State } from './delivery.ts';

/** States in which a thread that has begun is to be finished, by the worker or the author. */
export const UNFINISHED_STATES = [...OPEN_STATES, 'needs-author'] as const satisfies readonly State[];

type Progress = Pick<Delivery, 'state' | 'plan' | 'receipts' | 'removed'>;

/** When a half thread last made progress, in epoch milliseconds; `null` for one that is whole, or not begun, or given up. */
export function halfSinceMs({ state, plan, receipts, removed }: Progress): number | null {
  const isHalf = receipts.length > 0 && receipts.length < plan.posts.length && removed.length === 0;
  if (!isHalf || !UNFINISHED_STATES.some((each) => each === state)) return null;
  return Math.max(...receipts.map(({ atMs }) => atMs));
}

/** Followers see a thread that stops half-way, and have seen it for too long. */
export function isStuck(delivery: Progress, nowMs: number, alarmMs: number): boolean {
  const sinceMs = halfSinceMs(delivery);
  return sinceMs !== null && nowMs - sinceMs >= alarmMs;
}
