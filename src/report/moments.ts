import { DAY_MS, MINUTE_MS } from '../schedule/duration.ts';

/** When a reading is taken: at `dueMs` by itself, from `earliestMs` on together with another of its account. */
export interface Moment {
  readonly earliestMs: number;
  readonly dueMs: number;
}

/** How much earlier than its age a reading may be taken: this part of the age, and no more than that long. */
const EARLY_SHARE = 0.05;
const EARLY_MOST_MS = 30 * MINUTE_MS;

/** How near to midnight UTC nothing is planned: clocks differ, and the other side of it may cost another day. */
const EVENING_MS = 5 * MINUTE_MS;
const MORNING_MS = MINUTE_MS;

/** The free reading at the end of a day begins so long before midnight, and is left out later than that. */
const LATE_MS = 10 * MINUTE_MS;
const LATE_SPREAD_MS = 4 * MINUTE_MS;
const LATE_LAST_MS = 2 * MINUTE_MS;

/**
 * When the reading at this age falls due. A little early by chance, so that readings do not all fall on the second of
 * the schedule, and never on another UTC day than the age itself does: X charges by that day.
 */
export function momentOf(ageMs: number, { id, firstMs }: { readonly id: string; readonly firstMs: number }): Moment {
  const wholeMs = firstMs + ageMs;
  const dayMs = utcDayMs(wholeMs);
  const earlyMs = Math.min(ageMs * EARLY_SHARE, EARLY_MOST_MS);
  const earliestMs = Math.max(wholeMs - earlyMs, Math.min(wholeMs, dayMs + MORNING_MS));
  const wishedMs = wholeMs - (chance(`${id} ${ageMs}`) * earlyMs) / 2;
  return { earliestMs, dueMs: Math.max(earliestMs, Math.min(wishedMs, dayMs + DAY_MS - EVENING_MS)) };
}

/** The free reading shortly before midnight UTC of a day that is paid for, at one instant for all of an account. */
export function lateMoment(dayMs: number, account: string): { readonly dueMs: number; readonly lastMs: number } {
  const spreadMs = chance(account) * LATE_SPREAD_MS;
  return { dueMs: dayMs + DAY_MS - LATE_MS + spreadMs, lastMs: dayMs + DAY_MS - LATE_LAST_MS };
}

/** Midnight UTC at the beginning of the day of an instant. */
export function utcDayMs(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

/** From 0 to below 1, always the same for the same text, and spread evenly: FNV-1a (Fowler, Noll, Vo) of 32 bits, mixed. */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
