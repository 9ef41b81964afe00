import type { Schedule } from '../config/config.ts';
import { describeFault } from '../errors.ts';
import type { LibraryFault, Scan } from '../posts/library.ts';
import { parseCron } from '../schedule/cron.ts';
import { lastCatchUps, planSlots, type SlotPlan } from '../schedule/due.ts';
import { oneOffSlots } from '../schedule/known-article.ts';
import { decidedFrom, type Watched } from '../schedule/lateness.ts';
import { describeMissed } from '../schedule/missed.ts';
import type { Slot } from '../schedule/slots.ts';
import type { DecidedSlot } from '../store.ts';
import { readCatalogue } from './catalogue.ts';
import { type Choices, type Choosing, chooseFor, openChoices } from './choices.ts';
import type { WorkerParts } from './parts.ts';
import { deliveriesFor } from './served.ts';

/** Slots read back from the store to find out when each account last caught up. */
const RECENT = 50;

/** What one worker keeps between ticks; losing it in a crash repeats a message, never a delivery. */
export interface SlotMemory {
  lastTickMs: number | null;
  /** Until then no slot comes, as long as `posts/` stays what it was at `scan`. */
  quietUntilMs: number;
  scan: Scan | null;
  /** By schedule: the last reason told why nothing goes. */
  readonly told: Map<string, string>;
  /** Files told to be left out, with the reason. */
  readonly skipped: Map<string, string>;
}

export function newSlotMemory(): SlotMemory {
  return { lastTickMs: null, quietUntilMs: 0, scan: null, told: new Map(), skipped: new Map() };
}

/** Decides every slot that has come: claimed once in the store, together with the deliveries it makes. */
export async function serveSlots(parts: WorkerParts, memory: SlotMemory): Promise<void> {
  const { store, clock, config } = parts;
  const nowMs = clock.nowMs();
  const scan = await parts.library.scan();
  if (isQuiet(memory, scan, nowMs)) return;
  const ids = config.schedules.map((schedule) => schedule.id);
  const catalogue = await readCatalogue(scan, store, ids, nowMs);
  tellSkipped(parts, memory, catalogue.faults);
  const choices = await openChoices(parts, catalogue);
  const watched = await Promise.all(config.schedules.map((schedule) => watch(parts, choices, schedule, nowMs)));
  const lastCatchUpMs = lastCatchUps(await store.slots(RECENT), watched);
  const plan = planSlots({ watched, nowMs, lastTickMs: memory.lastTickMs, lastCatchUpMs });
  for (const { slot } of plan.due) await serve(parts, memory, choices, slot);
  await reportMissed(parts, choices, plan);
  await advance(parts, choices, plan);
  Object.assign(memory, { lastTickMs: nowMs, scan, quietUntilMs: plan.nextMs ?? Number.POSITIVE_INFINITY });
}

/** Most ticks: nothing has come, no file has changed, the clock has gone on. */
function isQuiet(memory: SlotMemory, scan: Scan, nowMs: number): boolean {
  const { lastTickMs, quietUntilMs } = memory;
  if (lastTickMs === null || memory.scan !== scan || nowMs < lastTickMs || nowMs >= quietUntilMs) return false;
  memory.lastTickMs = nowMs;
  return true;
}

/** Reached when a slot came or a file changed, not at every tick: marks are written that often and no more. */
async function advance({ store }: WorkerParts, choices: Choices, plan: SlotPlan): Promise<void> {
  for (const [id, decidedMs] of plan.decidedMs) {
    if (decidedMs > choices.seen(id).decidedMs) await store.advanceSchedule(id, decidedMs);
  }
}

async function watch(parts: WorkerParts, choices: Choices, schedule: Schedule, nowMs: number): Promise<Watched> {
  const { store } = parts;
  const { decidedMs } = choices.seen(schedule.id);
  const timing = { id: schedule.id, cron: parseCron(schedule.cron, schedule.id), zone: schedule.timezone };
  const oneOffs = oneOffSlots(timing, choices.undelivered(schedule));
  const known = { timing, accounts: schedule.accounts, policy: schedule.missed, oneOffs, decidedMs };
  return { ...known, decided: await store.decidedSlots(schedule.id, decidedFrom(known, nowMs)) };
}

async function serve(parts: WorkerParts, memory: SlotMemory, choices: Choices, slot: Slot): Promise<void> {
  const schedule = parts.config.schedules.find((each) => each.id === slot.schedule);
  if (schedule === undefined) return;
  const choosing: Choosing = { schedule, slot, choices };
  const { deliveries, whyNone } = await deliveriesFor(parts, choosing, memory.skipped);
  if (deliveries.length === 0) return tellNothing(parts, memory, schedule, whyNone);
  memory.told.delete(schedule.id);
  const decided = { ...recordOf(slot, parts.clock.nowMs()), outcome: 'served', why: null } as const;
  if (!(await parts.store.decideSlot(decided, deliveries))) return;
  choices.add(deliveries);
  for (const [title, own] of Map.groupBy(deliveries, (delivery) => delivery.article.title)) {
    parts.emit({ event: 'slot-served', key: slot.key, title, accounts: own.map((delivery) => delivery.account) });
  }
}

function recordOf(slot: Slot, decidedMs: number): Pick<DecidedSlot, 'schedule' | 'key' | 'slotMs' | 'decidedMs'> {
  return { schedule: slot.schedule, key: slot.key, slotMs: slot.utcMs, decidedMs };
}

/** A missed slot is told and recorded where it would have published something; otherwise nobody missed anything. */
async function reportMissed(parts: WorkerParts, choices: Choices, plan: SlotPlan): Promise<void> {
  const matters = new Map<string, boolean>();
  for (const { slot } of plan.missed) {
    const schedule = parts.config.schedules.find((each) => each.id === slot.schedule);
    if (schedule === undefined || matters.has(schedule.id)) continue;
    const chosen = schedule.accounts.map((account) => chooseFor({ schedule, slot, choices }, account));
    matters.set(
      schedule.id,
      chosen.some(({ article }) => article !== null),
    );
  }
  const missed = plan.missed.filter(({ slot }) => matters.get(slot.schedule));
  const runs = plan.runs.filter((run) => matters.get(run.schedule));
  for (const { slot, why } of missed) {
    await parts.store.decideSlot({ ...recordOf(slot, parts.clock.nowMs()), outcome: 'missed', why }, []);
  }
  const summary = describeMissed(missed, runs);
  if (summary === '') return;
  parts.emit({ event: 'slots-missed', summary, slots: missed.map(({ slot, why }) => ({ key: slot.key, why })) });
}

const NEXT_STEP =
  'Put an article of yours into posts/, look at it with "npx spool preview posts/FILE", and set your accounts and hours in config/spool.yaml';

function tellNothing(parts: WorkerParts, memory: SlotMemory, schedule: Schedule, why: string): void {
  if (memory.told.get(schedule.id) === why) return;
  memory.told.set(schedule.id, why);
  parts.emit({ event: 'nothing-left', schedule: schedule.id, why, next: NEXT_STEP });
}

function tellSkipped(parts: WorkerParts, memory: SlotMemory, all: readonly LibraryFault[]): void {
  for (const { source, faults } of all) {
    const why = faults.map(describeFault).join('; ');
    if (memory.skipped.get(source) === why) continue;
    memory.skipped.set(source, why);
    parts.emit({ event: 'article-skipped', source, why });
  }
}
