import type { SlotPlan } from '../schedule/due.ts';
import { describeMissed } from '../schedule/missed.ts';
import { type Choices, chooseFor } from './choices.ts';
import type { WorkerParts } from './parts.ts';
import { recordOf } from './slots.ts';

/** A missed slot is told and recorded where it would have published something; otherwise nobody missed anything. */
export async function reportMissed(parts: WorkerParts, choices: Choices, plan: SlotPlan): Promise<void> {
  if (plan.missed.length === 0) return;
  const matters = await schedulesThatMatter(parts, choices, plan);
  const missed = plan.missed.filter(({ slot }) => matters.has(slot.schedule));
  for (const { slot, why } of missed) {
    await parts.store.decideSlot({ ...recordOf(slot, parts.clock.nowMs()), outcome: 'missed', why }, []);
  }
  const summary = describeMissed(
    missed,
    plan.runs.filter((run) => matters.has(run.schedule)),
  );
  if (summary === '') return;
  parts.emit({ event: 'slots-missed', summary, slots: missed.map(({ slot, why }) => ({ key: slot.key, why })) });
}

/** Those that had an article left for some account, or had made a delivery for one of the slots already. */
async function schedulesThatMatter(parts: WorkerParts, choices: Choices, plan: SlotPlan): Promise<ReadonlySet<string>> {
  const ahead = new Set((await parts.store.unbegun()).map(({ slotKey }) => slotKey));
  const matters = new Set<string>();
  for (const { slot } of plan.missed) {
    const schedule = parts.config.schedules.find((each) => each.id === slot.schedule);
    if (schedule === undefined || matters.has(schedule.id)) continue;
    const isWanted = schedule.accounts.some((id) => chooseFor({ schedule, slot, choices }, id).article !== null);
    if (isWanted || ahead.has(slot.key)) matters.add(schedule.id);
  }
  return matters;
}
