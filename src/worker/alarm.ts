import { halfSinceMs, isStuck } from '../delivery/half.ts';
import type { PublishingParts } from './parts.ts';
import { about } from './work.ts';

/** Tells loudly, once for each standstill, of threads that have stopped half-way. */
export async function raiseAlarms({ store, clock, timing, emit }: PublishingParts): Promise<void> {
  const nowMs = clock.nowMs();
  for (const delivery of await store.begunDeliveries(nowMs - timing.alarmMs)) {
    if (!isStuck(delivery, nowMs, timing.alarmMs)) continue;
    const sinceMs = halfSinceMs(delivery) ?? nowMs;
    if (!(await store.raiseAlarm(delivery.id, sinceMs))) continue;
    const { receipts, plan, state, why } = delivery;
    const told = { sent: receipts.length, of: plan.posts.length, sinceMs, state, why };
    emit({ event: 'half-thread', ...told, ...about(delivery) });
  }
}
