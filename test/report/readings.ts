import { parseConfig } from '../../src/config/load.ts';
import type { Measurable } from '../../src/report/measurable.ts';
import { utcDayMs } from '../../src/report/moments.ts';
import { planReadings, type ReadingRules } from '../../src/report/plan-readings.ts';

/** The ages of a configuration that says nothing of them. */
export const defaultAgesMs = parseConfig('timezone: UTC\naccounts:\n  - { id: x, platform: x, handle: example }\n', [
  'x',
]).readingAgesMs;

export const charged: ReadingRules = { agesMs: defaultAgesMs, isCharged: () => true };

export function thread(change: Partial<Measurable> = {}): Measurable {
  return {
    ...{ id: 'thread', account: 'x', platform: 'x', live: true, state: 'published' },
    ...{ firstMs: Date.UTC(2026, 10, 24, 9), measuredMs: -1, readMs: null },
    ...change,
  };
}

export interface TakenReading {
  readonly id: string;
  readonly atMs: number;
  /** Since the thread appeared. */
  readonly ageMs: number;
  /** Number of the call that it was read in. */
  readonly call: number;
}

export interface Life {
  /** When the worker begins to look, and how late after something fell due it does each time. */
  readonly fromMs: number;
  readonly untilMs: number;
  lateMs(): number;
  /** Moments at which it sleeps, and until when. */
  readonly sleeps?: readonly { readonly fromMs: number; readonly untilMs: number }[];
}

/** What a worker reads of these threads if it does what the plan says. */
export function live(threads: readonly Measurable[], rules: ReadingRules, life: Life): readonly TakenReading[] {
  const taken: TakenReading[] = [];
  let known = threads;
  let nowMs = life.fromMs;
  for (let call = 0; nowMs < life.untilMs; ) {
    const sleep = life.sleeps?.find(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs);
    if (sleep !== undefined) nowMs = sleep.untilMs;
    const out = known.filter(({ firstMs }) => firstMs <= nowMs);
    const { calls, nextMs } = planReadings(out, rules, nowMs);
    for (const { readings } of calls) {
      call += 1;
      for (const { delivery, servedMs } of readings) {
        taken.push({ id: delivery.id, atMs: nowMs, ageMs: nowMs - delivery.firstMs, call });
        known = known.map((each) =>
          each.id === delivery.id ? { ...each, measuredMs: servedMs, readMs: nowMs } : each,
        );
      }
    }
    const born = known.map(({ firstMs }) => firstMs).filter((firstMs) => firstMs > nowMs);
    const next = calls.length > 0 ? nowMs + 1 : Math.min(nextMs ?? Infinity, ...born) + life.lateMs();
    nowMs = next;
  }
  return taken;
}

/** UTC days on which something was read. */
export function daysOf(readings: readonly TakenReading[]): readonly number[] {
  return [...new Set(readings.map(({ atMs }) => utcDayMs(atMs)))];
}

/** Log-logistic: which share of a post's impressions it has by this age; half of them by the median. */
export function shareBy(ageMs: number, shape: number, medianMs = 80 * 60_000): number {
  const grown = (ageMs / medianMs) ** shape;
  return grown / (1 + grown);
}

/** The largest share of a curve's impressions that falls between two readings, or before the first. */
export function largestUnseen(agesMs: readonly number[], shape: number, whole = 1): number {
  const shares = [0, ...agesMs.map((ageMs) => shareBy(ageMs, shape) / whole)];
  return Math.max(...shares.slice(1).map((share, place) => share - (shares[place] ?? 0)));
}
