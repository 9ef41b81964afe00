/**
 * The decision of one tick: which slots are served now, which wait for their turn, which are missed, and when to look
 * again. Pure: the worker hands in what the store knows, obeys, and stores the result:
 *
 *   1. For every schedule: load `decidedMs`, and the decided keys after `decidedFrom(…)`.
 *   2. `planSlots(…)`.
 *   3. Decide every `due` slot in the store by its key, with its deliveries, and every `missed` slot; whoever loses a
 *      key to another worker does nothing more with it. Say `describeMissed(missed, runs)` once.
 *   4. Advance every schedule to `decidedMs` of the plan. A crash before this repeats the tick, and the keys hold.
 *
 * Catching up: at most one late slot of a schedule, the newest; across all schedules of an account one at a time, the
 * newest first, at least 15 minutes apart, and never in the same tick as a slot that is on time. A one-off (`at`) stands
 * for one certain article, so no other slot supersedes it, but it takes its turn as the others do.
 *
 * Clocks: time that went back does not count, the last tick's instant holds until it is passed (unless it is more than
 * a day ahead: then that clock was wrong). Time that leapt forward makes late slots, and the policy judges them.
 */
import { DAY_MS, MINUTE_MS } from './duration.ts';
import { type Judged, judge, ON_TIME_MS, type Watched } from './lateness.ts';
import { type Missed, type MissedRun, WHY } from './missed.ts';
import { nextSlots, type Slot } from './slots.ts';

/** Least distance between two catch-ups on one account. */
export const CATCH_UP_APART_MS = 15 * MINUTE_MS;

export interface Tick {
  readonly watched: readonly Watched[];
  readonly nowMs: number;
  /** The instant of the tick before, as its `nowMs`; `null` at the first. */
  readonly lastTickMs: number | null;
  /** When a late slot last went to each account, by account id; from `lastCatchUps`. */
  readonly lastCatchUpMs: ReadonlyMap<string, number>;
}

export interface Due {
  readonly slot: Slot;
  /** How late it is served. */
  readonly lateMs: number;
  /** `true` for a late slot that is caught up: it counts for `lastCatchUpMs`. */
  readonly catchUp: boolean;
}

/** A late slot whose turn has not come. Not decided: the next ticks look at it again. */
export interface Waiting {
  readonly slot: Slot;
  /** When to look at it again. */
  readonly againMs: number;
  /** In words, without a final stop. */
  readonly why: string;
}

export interface SlotPlan {
  /** To serve now, in this order: on time by their instant, then catch-ups, the newest first. */
  readonly due: readonly Due[];
  readonly waiting: readonly Waiting[];
  readonly missed: readonly Missed[];
  /** Missed slots beyond the newest 100 of a schedule. */
  readonly runs: readonly MissedRun[];
  /** By schedule id: every slot up to here is decided, once `due` and `missed` are in the store. */
  readonly decidedMs: ReadonlyMap<string, number>;
  /** The next slot of every schedule, one-offs included, soonest first. */
  readonly next: readonly Slot[];
  /** When something is to be done next; `null` where no schedule has a slot left. */
  readonly nextMs: number | null;
}

export function planSlots(tick: Tick): SlotPlan {
  const nowMs = steadyNow(tick);
  const judged = tick.watched.map((watched) => ({ watched, ...judge(watched, nowMs) }));
  const onTime = judged.flatMap(({ onTime: slots }) => slots).toSorted((a, b) => a.utcMs - b.utcMs);
  const turns = takeTurns(judged, tick.lastCatchUpMs, nowMs);
  const next = tick.watched.flatMap((watched) => nextOf(watched, nowMs)).toSorted((a, b) => a.utcMs - b.utcMs);
  const instants = [...next.map((slot) => slot.utcMs), ...turns.waiting.map((waiting) => waiting.againMs)];
  return {
    due: [...onTime.map((slot) => due(slot, nowMs, false)), ...turns.now.map((slot) => due(slot, nowMs, true))],
    waiting: turns.waiting,
    missed: [...judged.flatMap(({ missed }) => missed), ...turns.crowded],
    runs: judged.flatMap(({ run }) => (run === null ? [] : [run])),
    decidedMs: new Map(tick.watched.map((watched) => [watched.timing.id, decidedBy(watched, turns.waiting, nowMs)])),
    next,
    nextMs: instants.length === 0 ? null : Math.min(...instants),
  };
}

function due(slot: Slot, nowMs: number, catchUp: boolean): Due {
  return { slot, lateMs: nowMs - slot.utcMs, catchUp };
}

/** A slot that waits holds the mark in front of it. One-offs are found without the mark, so they hold nothing. */
function decidedBy({ timing, oneOffs }: Watched, waiting: readonly Waiting[], nowMs: number): number {
  const special = new Set(oneOffs.map((slot) => slot.key));
  const held = waiting.filter(({ slot }) => slot.schedule === timing.id && !special.has(slot.key));
  return held.reduce((least, { slot }) => Math.min(least, slot.utcMs - 1), nowMs);
}

/** Never earlier than the last tick, so that no slot comes twice into sight; a clock that was days ahead is forgotten. */
function steadyNow({ nowMs, lastTickMs }: Tick): number {
  return lastTickMs === null || lastTickMs > nowMs + DAY_MS ? nowMs : Math.max(nowMs, lastTickMs);
}

function nextOf({ timing, oneOffs }: Watched, nowMs: number): readonly Slot[] {
  const coming = [...nextSlots(timing, nowMs, 1), ...oneOffs.filter((slot) => slot.utcMs > nowMs)];
  return coming.toSorted((a, b) => a.utcMs - b.utcMs).slice(0, 1);
}

type JudgedSchedule = Judged & { readonly watched: Watched };

interface Turns {
  readonly now: Slot[];
  readonly waiting: Waiting[];
  readonly crowded: Missed[];
}

/** Gives late slots their turn, the newest first: an account that is taken makes the rest wait, or miss. */
function takeTurns(
  judged: readonly JudgedSchedule[],
  lastCatchUpMs: ReadonlyMap<string, number>,
  nowMs: number,
): Turns {
  const turns: Turns = { now: [], waiting: [], crowded: [] };
  const freeMs = freeFrom(judged, lastCatchUpMs, nowMs);
  const queue = judged
    .flatMap(({ watched, late }) => late.map((slot) => ({ slot, watched })))
    .toSorted((a, b) => b.slot.utcMs - a.slot.utcMs);
  for (const { slot, watched } of queue) {
    const againMs = Math.max(...watched.accounts.map((account) => freeMs.get(account) ?? nowMs), nowMs);
    if (againMs <= nowMs) {
      turns.now.push(slot);
      for (const account of watched.accounts) freeMs.set(account, nowMs + CATCH_UP_APART_MS);
    } else if (againMs > slot.utcMs + watched.policy.withinMs) {
      turns.crowded.push({ slot, reason: 'crowded', why: WHY.crowded(watched.policy.withinMs) });
    } else {
      turns.waiting.push({ slot, againMs, why: 'other slots of its accounts go first' });
    }
  }
  return turns;
}

/** When each account is free for a catch-up, where that is not at once. */
function freeFrom(
  judged: readonly JudgedSchedule[],
  lastCatchUpMs: ReadonlyMap<string, number>,
  nowMs: number,
): Map<string, number> {
  const freeMs = new Map<string, number>();
  for (const [account, lastMs] of lastCatchUpMs) {
    if (lastMs <= nowMs) freeMs.set(account, lastMs + CATCH_UP_APART_MS);
  }
  for (const { watched, onTime } of judged) {
    if (onTime.length === 0) continue;
    for (const account of watched.accounts) freeMs.set(account, Math.max(freeMs.get(account) ?? 0, nowMs + ON_TIME_MS));
  }
  return freeMs;
}

/** A decided slot as far as `lastCatchUps` needs it; the store's own records fit. */
export interface PastSlot {
  readonly schedule: string;
  readonly slotMs: number;
  readonly decidedMs: number;
  readonly outcome: string;
}

/** Reads from the store's latest decided slots when each account last had a late one served. */
export function lastCatchUps(past: readonly PastSlot[], watched: readonly Watched[]): ReadonlyMap<string, number> {
  const latest = new Map<string, number>();
  for (const { schedule, slotMs, decidedMs, outcome } of past) {
    if (outcome !== 'served' || decidedMs - slotMs <= ON_TIME_MS) continue;
    const accounts = watched.find(({ timing }) => timing.id === schedule)?.accounts ?? [];
    for (const account of accounts) latest.set(account, Math.max(latest.get(account) ?? 0, decidedMs));
  }
  return latest;
}
