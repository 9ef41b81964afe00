import { DAY_MS, MINUTE_MS } from '../schedule/duration.ts';
import { isReadAt, type Measurable } from './measurable.ts';
import { lateMoment, type Moment, momentOf, utcDayMs } from './moments.ts';

/** How numbers are to be read. */
export interface ReadingRules {
  /** Ages at which a thread is read, in milliseconds, rising. */
  readonly agesMs: readonly number[];
  /** Whether reading is charged for, once a UTC day: then a day that is paid for has one more reading, at its end. */
  isCharged(delivery: Measurable): boolean;
}

export interface ReadingPlan {
  /** What is read now, a call for each account and mode. */
  readonly calls: readonly Call[];
  /** When the next of the others falls due; `null`: none is left. */
  readonly nextMs: number | null;
}

/** Readings of one account that share a call. */
export interface Call {
  readonly account: string;
  readonly platform: string;
  readonly live: boolean;
  readonly readings: readonly DueReading[];
}

export interface DueReading {
  readonly delivery: Measurable;
  /** Greatest age that this reading serves, in milliseconds. */
  readonly servedMs: number;
}

/** A reading so shortly before the free one at the end of a day is that one. */
const LATE_ENOUGH_MS = 30 * MINUTE_MS;

/**
 * Which numbers are read now. Ages that passed while nothing was read are served by one reading, late, with its real
 * time: none is made up for them. What falls due a little later on the same account, and on the same UTC day, shares
 * the call. The order is that of `deliveries`.
 */
export function planReadings(deliveries: readonly Measurable[], rules: ReadingRules, nowMs: number): ReadingPlan {
  const planned = deliveries.flatMap((delivery) => {
    const moment = nextMoment(delivery, rules, nowMs);
    return moment === null ? [] : [{ delivery, moment }];
  });
  const lanes = Map.groupBy(planned, ({ delivery }) => `${delivery.account}/${delivery.live}`);
  const calls = [...lanes.values()].flatMap((lane): readonly Call[] => {
    if (!lane.some(({ moment }) => moment.dueMs <= nowMs)) return [];
    const now = lane.filter(({ moment }) => moment.earliestMs <= nowMs).map(({ delivery }) => delivery);
    return now[0] === undefined ? [] : [callFor(now[0], now, rules, nowMs)];
  });
  const later = planned.filter(({ moment }) => moment.dueMs > nowMs).map(({ moment }) => moment.dueMs);
  return { calls, nextMs: later.length === 0 ? null : Math.min(...later) };
}

function callFor(
  { account, platform, live }: Measurable,
  deliveries: readonly Measurable[],
  rules: ReadingRules,
  nowMs: number,
): Call {
  const readings = deliveries.map((delivery) => ({ delivery, servedMs: servedAt(delivery, rules, nowMs) }));
  return { account, platform, live, readings };
}

/** The next reading of a delivery: that of its next age, or before it the free one at the end of a day paid for. */
function nextMoment(delivery: Measurable, rules: ReadingRules, nowMs: number): Moment | null {
  const ageMs = agesOf(delivery, rules).find((age) => age > delivery.measuredMs);
  const byAge = ageMs === undefined || !isReadAt(delivery, ageMs) ? null : momentOf(ageMs, delivery);
  const late = rules.isCharged(delivery) ? lateReading(delivery, nowMs) : null;
  if (late === null || !isReadAt(delivery, nowMs - delivery.firstMs)) return byAge;
  const isFollowed = byAge !== null && byAge.dueMs < utcDayMs(nowMs) + DAY_MS;
  return isFollowed ? byAge : late;
}

function lateReading({ account, readMs }: Measurable, nowMs: number): Moment | null {
  const dayMs = utcDayMs(nowMs);
  if (readMs === null || utcDayMs(readMs) !== dayMs) return null;
  const { dueMs, lastMs } = lateMoment(dayMs, account);
  return nowMs > lastMs || readMs > dueMs - LATE_ENOUGH_MS ? null : { earliestMs: dueMs, dueMs };
}

/** A rehearsal is read at age 0 too, so that a newcomer sees a first reading at once. */
function agesOf({ live }: Measurable, { agesMs }: ReadingRules): readonly number[] {
  return live ? agesMs : [0, ...agesMs];
}

function servedAt(delivery: Measurable, rules: ReadingRules, nowMs: number): number {
  const begun = agesOf(delivery, rules).filter((age) => momentOf(age, delivery).earliestMs <= nowMs);
  return Math.max(0, delivery.measuredMs, ...begun);
}
