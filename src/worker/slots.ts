import { authorOf, fileOf, folderOf } from '../author-id.ts';
import { tendedIn } from '../config/authors.ts';
import type { Config, Schedule } from '../config/config.ts';
import { describeFault } from '../errors.ts';
import type { LibraryFault, Scan } from '../posts/library.ts';
import { parseCron } from '../schedule/cron.ts';
import { lastCatchUps, planSlots, type SlotPlan } from '../schedule/due.ts';
import { oneOffSlots } from '../schedule/known-article.ts';
import { decidedFrom, type Watched } from '../schedule/lateness.ts';
import { nextSlots, type Slot, type Timing } from '../schedule/slots.ts';
import type { DecidedSlot } from '../store/slots.ts';
import { holdAhead, tellWanted } from './ahead.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { type Choices, openChoices } from './choices.ts';
import { watchClocks } from './clocks.ts';
import { tellEdited } from './edited.ts';
import { reportMissed } from './missed.ts';
import type { WorkerParts } from './parts.ts';
import { deliveriesFor, type Served, tellSkipped } from './served.ts';
import { newTending, type Tending, tendUnbegun } from './tend.ts';
import { withLease } from './with-lease.ts';

/** Slots read back from the store to find out when each account last caught up. */
const RECENT = 50;

/** What one worker keeps between ticks; losing it in a crash repeats a message, never a delivery. */
export interface SlotMemory {
  lastTickMs: number | null;
  /** Until then nothing comes, as long as `posts/` and the configuration stay what they were. */
  quietUntilMs: number;
  scan: Scan | null;
  config: Config | null;
  catalogue: Catalogue | null;
  /** By schedule: the last reason told why nothing goes. */
  readonly told: Map<string, string>;
  /** Files told to be left out, with the reason. */
  readonly skipped: Map<string, string>;
  readonly tending: Tending;
}

export function newSlotMemory(): SlotMemory {
  return {
    ...{ lastTickMs: null, quietUntilMs: 0, scan: null, config: null, catalogue: null },
    ...{ told: new Map(), skipped: new Map(), tending: newTending() },
  };
}

/**
 * Decides every slot that has come: claimed once in the store, together with the deliveries it makes. One worker at a
 * time: what one slot takes, and when its threads go, is known to the next.
 */
export async function serveSlots(parts: WorkerParts, memory: SlotMemory): Promise<void> {
  const scan = await parts.library.scan();
  if (!isQuiet(memory, scan, parts.config, parts.clock.nowMs())) {
    await withLease(parts, 'slots', () => look(parts, memory, scan));
  }
}

/** Most ticks: nothing has come, nothing has been edited, the clock has gone on. */
function isQuiet(memory: SlotMemory, scan: Scan, config: Config, nowMs: number): boolean {
  const { lastTickMs, quietUntilMs } = memory;
  const isSame = memory.scan === scan && memory.config === config;
  if (lastTickMs === null || !isSame || nowMs < lastTickMs || nowMs >= quietUntilMs) return false;
  memory.lastTickMs = nowMs;
  return true;
}

async function look(parts: WorkerParts, memory: SlotMemory, scan: Scan): Promise<void> {
  const { store, config, clock } = parts;
  const nowMs = clock.nowMs();
  if (memory.config !== config) {
    await retire(parts);
    await noteFaulty(parts, nowMs);
    await watchClocks(parts, nowMs);
  }
  const catalogue = await catalogueOf(parts, memory, scan, nowMs);
  const expiryMs = await tendUnbegun(parts, memory, catalogue);
  const choices = await openChoices(parts, catalogue);
  const watched = await Promise.all(config.schedules.map((schedule) => watch(parts, choices, schedule, nowMs)));
  const lastCatchUpMs = lastCatchUps(await store.slots(RECENT), watched);
  const plan = planSlots({ watched, nowMs, lastTickMs: memory.lastTickMs, lastCatchUpMs });
  for (const { slot } of plan.due) await serve(parts, memory, choices, slot);
  await reportMissed(parts, choices, plan);
  await advance(parts, choices, plan);
  const aheadMs = await holdAhead(parts, memory, choices, watched);
  const quietUntilMs = Math.min(plan.nextMs ?? Number.POSITIVE_INFINITY, expiryMs, aheadMs);
  Object.assign(memory, { lastTickMs: nowMs, scan, config, quietUntilMs });
}

/** What is configured no longer begins anew if it comes back; what merely cannot be read here is left as it is. */
async function retire({ store, config }: WorkerParts): Promise<void> {
  const present = new Set(config.schedules.map(({ id }) => id));
  const isTended = tendedIn(config);
  const gone = (await store.scheduleIds()).filter((id) => !present.has(id) && isTended(authorOf(id)));
  if (gone.length > 0) await store.retireSchedules(gone);
}

/** For whoever asks how things stand: what was good goes on, whatever the file says by now. */
async function noteFaulty({ store, config }: WorkerParts, sinceMs: number): Promise<void> {
  const notes = config.faulty.map(({ id, faults, goesOn }) => {
    return { author: id, why: faults.map(describeFault).join('; '), goesOn, sinceMs };
  });
  if (notes.length > 0 || (await store.faultyAuthors()).length > 0) await store.noteFaultyAuthors(notes);
}

async function catalogueOf(parts: WorkerParts, memory: SlotMemory, scan: Scan, nowMs: number): Promise<Catalogue> {
  const { config, store } = parts;
  if (memory.catalogue !== null && memory.scan === scan && memory.config === config) return memory.catalogue;
  const catalogue = await readCatalogue(scan, store, {
    ...{ config, nowMs },
    onEdited: (edited) => tellEdited(parts, edited),
  });
  tellFaults(parts, memory, catalogue.faults);
  memory.catalogue = catalogue;
  return catalogue;
}

/** Marks are written for schedules that had a slot, and for no others. */
async function advance({ store }: WorkerParts, choices: Choices, plan: SlotPlan): Promise<void> {
  const had = new Set([
    ...[...plan.due, ...plan.missed].map(({ slot }) => slot.schedule),
    ...plan.runs.map(({ schedule }) => schedule),
  ]);
  const marks = [...plan.decidedMs].filter(([id, decidedMs]) => had.has(id) && decidedMs > choices.seen(id).decidedMs);
  if (marks.length > 0) await store.advanceSchedules(new Map(marks));
}

async function watch(parts: WorkerParts, choices: Choices, schedule: Schedule, nowMs: number): Promise<Watched> {
  const timing = timingOf(schedule);
  const oneOffs = oneOffSlots(timing, choices.undelivered(schedule));
  const { decidedMs } = choices.seen(schedule.id);
  const known = { timing, accounts: schedule.accounts, policy: schedule.missed, oneOffs, decidedMs };
  const fromMs = decidedFrom(known, nowMs);
  // Where nothing has come, nothing can have been decided.
  const [next] = oneOffs.length === 0 ? nextSlots(timing, fromMs, 1) : [];
  const isQuiet = next !== undefined && next.utcMs > nowMs;
  return { ...known, decided: isQuiet ? new Set() : await parts.store.decidedSlots(schedule.id, fromMs) };
}

const timings = new WeakMap<Schedule, Timing>();

/** Parsed once for as long as the configuration stays. */
export function timingOf(schedule: Schedule): Timing {
  const { id, cron, timezone } = schedule;
  const timing = timings.get(schedule) ?? { id, cron: parseCron(cron, id), zone: timezone };
  timings.set(schedule, timing);
  return timing;
}

async function serve(parts: WorkerParts, memory: SlotMemory, choices: Choices, slot: Slot): Promise<void> {
  const schedule = parts.config.schedules.find((each) => each.id === slot.schedule);
  if (schedule === undefined) return;
  const served = await deliveriesFor(parts, { schedule, slot, choices }, memory.skipped);
  const { deliveries, moves, provided, blocked, whyNone } = served;
  const isServed = deliveries.length + provided > 0;
  if (!isServed && blocked.size === 0) return tellNothing(parts, memory, schedule, whyNone);
  memory.told.delete(schedule.id);
  const why = isServed ? null : blockedWords(blocked);
  const decided = { ...recordOf(slot, parts.clock.nowMs()), outcome: isServed ? 'served' : 'missed', why } as const;
  if (!(await parts.store.decideSlot(decided, deliveries, moves))) return;
  choices.add(deliveries);
  tellServed(parts, slot, served);
  await remind(parts, slot, served);
}

export function recordOf(
  slot: Slot,
  decidedMs: number,
): Pick<DecidedSlot, 'schedule' | 'key' | 'slotMs' | 'decidedMs'> {
  return { schedule: slot.schedule, key: slot.key, slotMs: slot.utcMs, decidedMs };
}

function blockedWords(blocked: ReadonlyMap<string, string>): string {
  return [...blocked].map(([account, why]) => `${account}: ${why}`).join('; ');
}

function tellServed({ emit }: WorkerParts, { key }: Slot, { deliveries, blocked }: Served): void {
  for (const [title, own] of Map.groupBy(deliveries, (delivery) => delivery.article.title)) {
    emit({ event: 'slot-served', key, title, accounts: own.map((delivery) => delivery.account) });
  }
  for (const [account, why] of blocked) emit({ event: 'slot-blocked', key, account, why });
}

/** A slot that comes unapproved asks once more: the thread goes as soon as it is approved, if that is soon enough. */
async function remind(parts: WorkerParts, slot: Slot, { moves }: Served): Promise<void> {
  for (const { delivery: id, change } of moves) {
    const delivery = change.state === 'held' ? await parts.store.delivery(id) : null;
    if (delivery !== null) tellWanted(parts, delivery, slot);
  }
}

function nextStep(author: string): string {
  const folder = folderOf(author);
  return `Put an article of yours into ${folder}, look at it with "npx spool preview ${folder}FILE", and set your accounts and hours in ${fileOf(author)}`;
}

function tellNothing(parts: WorkerParts, memory: SlotMemory, schedule: Schedule, why: string): void {
  if (memory.told.get(schedule.id) === why) return;
  memory.told.set(schedule.id, why);
  parts.emit({ event: 'nothing-left', schedule: schedule.id, why, next: nextStep(authorOf(schedule.id)) });
}

function tellFaults(parts: WorkerParts, memory: SlotMemory, all: readonly LibraryFault[]): void {
  for (const { source, faults } of all) {
    tellSkipped(parts, memory.skipped, source, faults.map(describeFault).join('; '));
  }
}
