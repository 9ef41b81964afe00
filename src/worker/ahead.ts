import type { Account } from '../config/config.ts';
import { DAY_MS } from '../schedule/duration.ts';
import type { Watched } from '../schedule/lateness.ts';
import { nextSlots, type Slot, slotsBetween } from '../schedule/slots.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import type { Choices, Choosing } from './choices.ts';
import { momentFor, wantsApproval } from './moment.ts';
import type { WorkerParts } from './parts.ts';
import { makeFirst } from './served.ts';

/** How long before its slot a delivery is held for approval. */
export const AHEAD_MS = DAY_MS;

/** Slots of one schedule held at the same time, at most: a schedule of every minute would hold a day's worth. */
const MOST_AHEAD = 24;

interface Memory {
  readonly skipped: Map<string, string>;
}

/**
 * Plans, a day before their slots, what waits for the author's approval. Answers when there will be more to hold, as far
 * as is known now.
 */
export async function holdAhead(
  parts: WorkerParts,
  memory: Memory,
  choices: Choices,
  watched: readonly Watched[],
): Promise<number> {
  const nowMs = parts.clock.nowMs();
  const wanting = watched.filter((each) => approvingAccounts(parts, each).length > 0);
  const slots = wanting.flatMap((each) => slotsWithin(each, nowMs, nowMs + AHEAD_MS));
  for (const slot of slots.toSorted((a, b) => a.utcMs - b.utcMs)) await hold(parts, memory, choices, slot);
  const later = wanting.flatMap(({ timing, oneOffs }) => [
    ...nextSlots(timing, nowMs + AHEAD_MS, 1),
    ...oneOffs.filter(({ utcMs }) => utcMs > nowMs + AHEAD_MS),
  ]);
  return Math.min(Number.POSITIVE_INFINITY, ...later.map(({ utcMs }) => utcMs - AHEAD_MS));
}

function approvingAccounts({ config }: Pick<WorkerParts, 'config'>, { timing, accounts }: Watched): readonly string[] {
  const schedule = config.schedules.find(({ id }) => id === timing.id);
  return accounts.filter((id) =>
    wantsApproval(
      schedule,
      config.accounts.find((account) => account.id === id),
    ),
  );
}

function slotsWithin({ timing, oneOffs }: Watched, fromMs: number, toMs: number): Slot[] {
  const regular = slotsBetween(timing, fromMs, toMs, MOST_AHEAD);
  const special = oneOffs.filter(({ utcMs }) => utcMs > fromMs && utcMs <= toMs);
  return [...new Map([...regular, ...special].map((slot) => [slot.key, slot])).values()];
}

/** A slot that was given a delivery once, even one that was cancelled since, is not given another. */
async function hold(parts: WorkerParts, memory: Memory, choices: Choices, slot: Slot): Promise<void> {
  const schedule = parts.config.schedules.find(({ id }) => id === slot.schedule);
  const before = await parts.store.deliveriesOfSlot(slot.key);
  for (const id of schedule?.accounts ?? []) {
    const account = choices.account(id);
    if (schedule === undefined || account === undefined || !wantsApproval(schedule, account)) continue;
    if (before.some((own) => own.account === id && own.live === account.live)) continue;
    const delivery = await plan(parts, memory, { schedule, slot, choices }, account);
    if (delivery === null || !(await parts.store.addDelivery(delivery))) continue;
    choices.add([delivery]);
    tellWanted(parts, delivery, slot);
  }
}

async function plan(
  parts: WorkerParts,
  { skipped: told }: Memory,
  choosing: Choosing,
  account: Account,
): Promise<NewDelivery | null> {
  const { slot } = choosing;
  // A slot that will be blocked asks for nothing.
  const made = await makeFirst(parts, choosing, { account: account.id, told }, () => {
    const moment = momentFor(choosing, account, slot.utcMs);
    return 'blocked' in moment ? moment : { state: 'held', why: null, untilMs: moment.startMs };
  });
  return made.delivery ?? null;
}

export function tellWanted({ emit }: Pick<WorkerParts, 'emit'>, delivery: NewDelivery, slot: Slot): void {
  const { id, account, live, why, article, plan: planned } = delivery;
  const about = { delivery: id, account, live, title: article.title };
  emit({ event: 'approval-wanted', local: slot.local, why, posts: planned.posts.length, ...about });
}
