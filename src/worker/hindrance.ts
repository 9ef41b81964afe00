import type { Delivery } from '../delivery/delivery.ts';
import type { Hindrance, Publisher } from '../publisher.ts';
import type { PublishingParts } from './parts.ts';

/** Why a thread is not begun now: it would go over the budget, or the platform would not take the whole of it. */
export async function findHindrance(
  parts: PublishingParts,
  delivery: Delivery,
  publisher: Publisher,
): Promise<Hindrance | null> {
  return (await overBudget(parts, delivery)) ?? (await publisher.preflight?.(delivery, parts.clock.nowMs())) ?? null;
}

/** Budgets count calendar months in UTC, as the platforms bill. A rehearsal costs nothing. */
async function overBudget({ store, clock, budget }: PublishingParts, delivery: Delivery): Promise<Hindrance | null> {
  const costUsd = delivery.live ? delivery.plan.costUsd : 0;
  if (costUsd === 0) return null;
  const spentUsd = (await store.spentMicroUsd('send', monthStartMs(clock.nowMs()))) / 1e6;
  if (spentUsd + costUsd <= budget.sendUsd) return null;
  const [cost, spent, limit] = [costUsd, spentUsd, budget.sendUsd].map((usd) => `$${usd.toFixed(3)}`);
  const why = `it would cost ${cost}, and ${spent} of this month's budget.sendUsd of ${limit} is spent; raise it, then retry`;
  return { kind: 'give-up', why, mendable: true };
}

/** Midnight UTC on the first of the month of an instant. */
export function monthStartMs(nowMs: number): number {
  const now = new Date(nowMs);
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
}
