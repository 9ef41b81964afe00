/**
 * The slots of a schedule: cron expression and zone to instants. Pure; all instants are epoch milliseconds.
 *
 * At clock changes:
 * (A) A local time that does not exist (clocks forward) fires at the first valid instant after the gap. Where several
 *     times of a schedule fall into one gap they would all fire together, so only the last of them does, and not even
 *     that one if the schedule has a slot at that instant anyway: every 5 minutes stays every 5 minutes.
 * (B) A local time that occurs twice (clocks back) fires the first time only. A schedule of every 5 minutes therefore
 *     pauses through the second pass of that hour.
 * So the slots of one schedule are strictly later, one after the other, and no two share an instant or a key.
 *
 * A slot's KEY is the local time as the cron expression names it, before any shift: the wall clock is the author's
 * promise, and a key outlives a change of tzdata that moves the instant.
 */
import { InputError } from '../errors.ts';
import type { Cron } from './cron.ts';
import { DAY_MS, MINUTE_MS } from './duration.ts';
import { formatOffset, localIso, localMinute, parseLocalMinute } from './local.ts';
import { fromLocal, steadyOffset, toLocal } from './offsets.ts';

/** What decides when a schedule fires. */
export interface Timing {
  /** The schedule's id as configured. */
  readonly id: string;
  readonly cron: Cron;
  /** A zone that has passed `parseZone`. */
  readonly zone: string;
}

/** One instant of a schedule. */
export interface Slot {
  /** The schedule's id. */
  readonly schedule: string;
  /** What the store grants once: `weekday-mornings@2026-11-24T09:00[Europe/London]`. */
  readonly key: string;
  /** What the wall clock shows at the instant: `2026-11-24T09:00:00+00:00[Europe/London]`. */
  readonly local: string;
  /** The time the schedule names, `2026-11-24T09:00`; another than `local` only where the clocks leapt over it. */
  readonly localTime: string;
  readonly utcMs: number;
  /** `true` where `localTime` does not exist and the slot fires at the first instant after the gap. */
  readonly shifted: boolean;
}

/** A slot before it is written out; counting a year of them costs milliseconds. */
export interface Moment {
  readonly localMs: number;
  readonly utcMs: number;
  readonly shifted: boolean;
}

/** The last year slots are looked for in: four digits fit the key. */
const LAST_YEAR = 9999;

/** All slots later than `fromMs` and not later than `toMs`, in order; the first `most` of them. */
export function slotsBetween(timing: Timing, fromMs: number, toMs: number, most = Number.POSITIVE_INFINITY): Slot[] {
  const slots: Slot[] = [];
  for (const moment of moments(timing, fromMs)) {
    if (moment.utcMs > toMs || slots.length >= most) break;
    slots.push(slotOf(timing, moment));
  }
  return slots;
}

/** The first `count` slots later than `afterMs`; fewer only at the end of the year 9999. */
export function nextSlots(timing: Timing, afterMs: number, count: number): Slot[] {
  const slots: Slot[] = [];
  if (count < 1) return slots;
  for (const moment of moments(timing, afterMs)) {
    slots.push(slotOf(timing, moment));
    if (slots.length >= count) break;
  }
  return slots;
}

/** The slot of a schedule at a local time its cron expression need not name: that of an article's `at`. */
export function slotAt(timing: Pick<Timing, 'id' | 'zone'>, at: string, where: string): Slot {
  const localMs = parseLocalMinute(at, where);
  const { kind, utcMs } = fromLocal(timing.zone, localMs);
  return slotOf(timing, { localMs, utcMs, shifted: kind === 'gap' });
}

/**
 * Reads a key back with the tzdata of this process.
 * @throws InputError for what is no key.
 */
export function slotFromKey(key: string, where: string): Slot {
  const match = /^(.+)@(\d{4}-\d\d-\d\dT\d\d:\d\d)\[([^[\]]+)\]$/.exec(key);
  const [, id, at, zone] = match ?? [];
  if (id !== undefined && at !== undefined && zone !== undefined) return slotAt({ id, zone }, at, where);
  throw new InputError({ where, problem: 'not the key of a slot', value: key, allowed: 'id@2026-11-24T09:00[Zone]' });
}

/** Writes a moment out. */
export function slotOf(timing: Pick<Timing, 'id' | 'zone'>, { localMs, utcMs, shifted }: Moment): Slot {
  const { id, zone } = timing;
  const localTime = localMinute(localMs);
  const local = shifted ? localIso(zone, utcMs) : `${localTime}:00${formatOffset(localMs - utcMs)}[${zone}]`;
  return { schedule: id, key: `${id}@${localTime}[${zone}]`, local, localTime, utcMs, shifted };
}

/** The schedule's moments later than `afterMs`, lazily and in order, to the end of the year 9999. */
export function* moments({ cron, zone }: Timing, afterMs: number): Generator<Moment, undefined> {
  for (const moment of merged(cron, zone, afterMs)) if (moment.utcMs > afterMs) yield moment;
}

/** Rule (A): of the moments shifted to one instant the last, unless a moment of its own stands there. */
function* merged(cron: Cron, zone: string, afterMs: number): Generator<Moment, undefined> {
  let held: Moment | null = null;
  for (const moment of resolved(cron, zone, afterMs)) {
    if (held !== null && held.utcMs !== moment.utcMs) yield held;
    held = moment.shifted ? moment : null;
    if (held === null) yield moment;
  }
  if (held !== null) yield held;
}

/**
 * The local times the cron expression names, converted, rule (B) applied: on days without a clock change those later
 * than `afterMs`, on the others all. No slot of an earlier day fires later than `afterMs`.
 */
function* resolved(cron: Cron, zone: string, afterMs: number): Generator<Moment, undefined> {
  for (const dayMs of matchingDays(cron, toLocal(zone, afterMs))) {
    const offsetMs = steadyOffset(zone, dayMs);
    if (offsetMs === null) yield* changing(cron, zone, dayMs);
    else yield* steady(cron, dayMs, offsetMs, afterMs);
  }
}

function* steady(cron: Cron, dayMs: number, offsetMs: number, afterMs: number): Generator<Moment, undefined> {
  const passed = (afterMs + offsetMs - dayMs) / MINUTE_MS;
  const first = passed < 0 ? 0 : cron.minutesOfDay.findIndex((minute) => minute > passed);
  if (first < 0) return;
  for (let index = first; index < cron.minutesOfDay.length; index += 1) {
    const localMs = dayMs + (cron.minutesOfDay[index] ?? 0) * MINUTE_MS;
    yield { localMs, utcMs: localMs - offsetMs, shifted: false };
  }
}

function* changing(cron: Cron, zone: string, dayMs: number): Generator<Moment, undefined> {
  for (const minute of cron.minutesOfDay) {
    const localMs = dayMs + minute * MINUTE_MS;
    const { kind, utcMs } = fromLocal(zone, localMs);
    yield { localMs, utcMs, shifted: kind === 'gap' };
  }
}

/** Midnights (`localMs`) of the days the cron expression names, from the day of `fromMs` on; months leap over others. */
export function* matchingDays(cron: Cron, fromMs: number): Generator<number, undefined> {
  const firstDayMs = Math.floor(fromMs / DAY_MS) * DAY_MS;
  const firstYear = new Date(fromMs).getUTCFullYear();
  for (let year = firstYear; year <= LAST_YEAR; year += 1) {
    for (const month of cron.months) {
      if (Date.UTC(year, month) > firstDayMs) yield* daysOfMonth(cron, year, month, firstDayMs);
    }
  }
}

function* daysOfMonth(cron: Cron, year: number, month: number, firstDayMs: number): Generator<number, undefined> {
  const untilMs = Date.UTC(year, month);
  const startMs = Date.UTC(year, month - 1);
  for (let dayMs = Math.max(startMs, firstDayMs); dayMs < untilMs; dayMs += DAY_MS) {
    const date = new Date(dayMs);
    const byDate = cron.daysOfMonth.includes(date.getUTCDate());
    const byWeekday = cron.weekdays.includes(date.getUTCDay());
    if (cron.days === 'both' ? byDate && byWeekday : byDate || byWeekday) yield dayMs;
  }
}
