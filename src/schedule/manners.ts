/**
 * When a thread may go out on an account beside what its schedule says: quiet hours, blackout dates, a least distance
 * between threads, a most a day, and jitter. All by the wall clock of one zone.
 *
 * Jitter only ever delays: 09:00 never means 08:58. It is drawn from the slot's key, so that a plan and a run, and two
 * workers, see the same instant.
 *
 * What to do with a slot that is blocked is the caller's: start its delivery at `untilMs` where the schedule's policy
 * still allows that lateness, else report the slot missed with `blocked` as the reason.
 */
import { InputError } from '../errors.ts';
import { DAY_MS, durationInWords, MINUTE_MS, SECOND_MS } from './duration.ts';
import { localDate, parseLocalDate } from './local.ts';
import { fromLocal, toLocal } from './offsets.ts';
import type { Slot } from './slots.ts';

/** Minutes since midnight, `from` included, `until` not; past midnight where `until` is the earlier. */
export interface QuietHours {
  readonly from: number;
  readonly until: number;
}

/** Local dates `YYYY-MM-DD`, both included. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

export interface MannersSettings {
  /** Zone of quiet hours, blackout dates and days. */
  readonly zone: string;
  /** `null` for none. */
  readonly quiet: QuietHours | null;
  readonly blackout: readonly DateRange[];
  /** Least time between two threads of the account; 0 for none. */
  readonly minApartMs: number;
  /** Most threads of the account on one local day, at least 1; `null` for no limit. */
  readonly perDay: number | null;
  /** Most a slot is delayed at random; 0 for none. */
  readonly jitterMs: number;
}

export const NO_MANNERS: Omit<MannersSettings, 'zone'> = {
  quiet: null,
  blackout: [],
  minApartMs: 0,
  perDay: null,
  jitterMs: 0,
};

/**
 * `blocked`: why it may not go at its instant, in words, without a final stop. `untilMs`: the first instant at which
 * every rule lets it go; `null` where none was found.
 */
export type Manners = { readonly allowedAtMs: number } | { readonly blocked: string; readonly untilMs: number | null };

/** A rule's answer at an instant: why not, and until when; `null` where it lets go. */
type Objection = { readonly why: string; readonly untilMs: number } | null;

/** Rules take turns to push a thread on; more turns than this means that they leave no room. */
const MOST_TURNS = 1000;

/**
 * @param history instants of the account's other threads, gone out and planned, in any order.
 * @param notBeforeMs for a slot found late, which can go now at the earliest.
 */
export function manners(
  slot: Pick<Slot, 'key' | 'utcMs'>,
  settings: MannersSettings,
  history: readonly number[],
  notBeforeMs: number = slot.utcMs,
): Manners {
  const wantedMs = Math.max(slot.utcMs + jitter(slot.key, settings.jitterMs), notBeforeMs);
  const first = objection(wantedMs, settings, history);
  if (first === null) return { allowedAtMs: wantedMs };
  let { untilMs } = first;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const next = objection(untilMs, settings, history);
    if (next === null) return { blocked: first.why, untilMs };
    untilMs = next.untilMs;
  }
  return { blocked: first.why, untilMs: null };
}

/** A whole number of seconds from 0 to `mostMs`, the same for the same seed: FNV-1a (Fowler, Noll, Vo), 32 bits. */
export function jitter(seed: string, mostMs: number): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) hash = Math.imul(hash ^ byte, 0x01000193);
  const seconds = Math.floor(mostMs / SECOND_MS);
  return (mix(hash) % (seconds + 1)) * SECOND_MS;
}

/** Spreads neighbouring hashes over all bits (the finish of MurmurHash3). */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function objection(ms: number, settings: MannersSettings, history: readonly number[]): Objection {
  return (
    duringBlackout(ms, settings) ??
    duringQuiet(ms, settings) ??
    tooMany(ms, settings, history) ??
    tooClose(ms, settings, history)
  );
}

function duringBlackout(ms: number, { zone, blackout }: MannersSettings): Objection {
  const date = localDate(toLocal(zone, ms));
  const range = blackout.find(({ from, to }) => from <= date && date <= to);
  if (range === undefined) return null;
  const dates = range.from === range.to ? `on ${range.from}` : `from ${range.from} to ${range.to}`;
  return { why: `nothing goes out ${dates}`, untilMs: instantAfter(ms, zone, Date.parse(range.to) + DAY_MS) };
}

function duringQuiet(ms: number, { zone, quiet }: MannersSettings): Objection {
  if (quiet === null) return null;
  const localMs = toLocal(zone, ms);
  const midnightMs = Math.floor(localMs / DAY_MS) * DAY_MS;
  const minute = (localMs - midnightMs) / MINUTE_MS;
  const overnight = quiet.until <= quiet.from;
  const isQuiet = overnight
    ? minute >= quiet.from || minute < quiet.until
    : minute >= quiet.from && minute < quiet.until;
  if (!isQuiet) return null;
  const endMs = midnightMs + quiet.until * MINUTE_MS + (overnight && minute >= quiet.from ? DAY_MS : 0);
  return { why: `quiet from ${clock(quiet.from)} to ${clock(quiet.until)}`, untilMs: instantAfter(ms, zone, endMs) };
}

function tooMany(ms: number, { zone, perDay }: MannersSettings, history: readonly number[]): Objection {
  if (perDay === null) return null;
  const date = localDate(toLocal(zone, ms));
  const count = history.filter(
    (each) => Math.abs(each - ms) < 2 * DAY_MS && localDate(toLocal(zone, each)) === date,
  ).length;
  if (count < perDay) return null;
  const why = `${perDay} thread${perDay === 1 ? '' : 's'} a day and no more, and ${date} has ${count}`;
  return { why, untilMs: instantAfter(ms, zone, Date.parse(date) + DAY_MS) };
}

function tooClose(ms: number, { minApartMs }: MannersSettings, history: readonly number[]): Objection {
  const near = history.filter((each) => Math.abs(each - ms) < minApartMs);
  if (near.length === 0) return null;
  const why = `threads keep ${durationInWords(minApartMs)} apart, and another is nearer`;
  return { why, untilMs: Math.max(...near) + minApartMs };
}

/** The first instant later than `ms` at which the wall clock shows a local time, the second time round if need be. */
function instantAfter(ms: number, zone: string, localMs: number): number {
  const resolved = fromLocal(zone, localMs);
  return resolved.kind === 'twice' && resolved.utcMs <= ms ? resolved.secondMs : resolved.utcMs;
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/**
 * `22:00-07:00`
 * @throws InputError for another form, and for hours without an end.
 */
export function parseQuietHours(text: string, where: string): QuietHours {
  const match = /^([01]\d|2[0-3]):([0-5]\d)\s*-\s*([01]\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  const [fromHour = 0, fromMinute = 0, untilHour = 0, untilMinute = 0] = (match ?? []).slice(1).map(Number);
  const [from, until] = [fromHour * 60 + fromMinute, untilHour * 60 + untilMinute];
  if (match !== null && from !== until) return { from, until };
  const allowed = 'two different times of the 24-hour clock, such as 22:00-07:00';
  throw new InputError({ where, problem: 'not quiet hours', value: text, allowed });
}

/**
 * `2026-12-24`, or `2026-12-24..2027-01-02` with both dates included.
 * @throws InputError for another form, a day the calendar does not have, and a range that runs backwards.
 */
export function parseBlackout(text: string, where: string): DateRange {
  const [first = '', last = first, ...rest] = text.trim().split('..');
  const [from, to] = [first, last].map((date) => localDate(parseLocalDate(date, where)));
  if (rest.length === 0 && from !== undefined && to !== undefined && from <= to) return { from, to };
  const allowed = 'a date, or two from the earlier to the later, such as 2026-12-24..2027-01-02';
  throw new InputError({ where, problem: 'not a range of dates', value: text, allowed });
}
