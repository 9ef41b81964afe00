/** What is told about slots that were not served, and why. */
import { durationInWords } from './duration.ts';
import type { Slot } from './slots.ts';

/**
 * Why a slot was not served. `too-late`: found later than the policy's `within`. `superseded`: a newer slot of its
 * schedule took its place. `skipped`, `next-slot`: the policy's `then`. `crowded`: its turn among the catch-ups of its
 * accounts would have come too late.
 */
export type MissedReason = 'too-late' | 'superseded' | 'skipped' | 'next-slot' | 'crowded';

export interface Missed {
  readonly slot: Slot;
  readonly reason: MissedReason;
  /** The reason in words, without a final stop. */
  readonly why: string;
}

/** Missed slots of one schedule beyond those that are listed one by one: counted, so that none is lost silently. */
export interface MissedRun {
  readonly schedule: string;
  readonly count: number;
  /** The first and the last of them. */
  readonly first: Slot;
  readonly last: Slot;
}

/** Schedules named in one line before the rest is only counted. */
const MOST_NAMED = 5;

/**
 * One line for everything that a tick found missed, whether one slot or a weekend's: how many, of which schedules, from
 * when to when, and why the newest of each. Empty where nothing was missed.
 */
export function describeMissed(missed: readonly Missed[], runs: readonly MissedRun[]): string {
  const groups = Map.groupBy(missed, ({ slot }) => slot.schedule);
  const parts = [...groups].map(([schedule, own]) => describeGroup(schedule, own, runs));
  const count = missed.length + runs.reduce((sum, run) => sum + run.count, 0);
  if (count === 0) return '';
  const rest = parts.length - MOST_NAMED;
  const named = rest > 0 ? [...parts.slice(0, MOST_NAMED), `${rest} more schedules`] : parts;
  return `${count === 1 ? '1 slot was missed' : `${count} slots were missed`}: ${named.join('; ')}`;
}

function describeGroup(schedule: string, own: readonly Missed[], runs: readonly MissedRun[]): string {
  const run = runs.find((each) => each.schedule === schedule);
  const slots = own.map(({ slot }) => slot).toSorted((a, b) => a.utcMs - b.utcMs);
  const newest = own.reduce((a, b) => (b.slot.utcMs > a.slot.utcMs ? b : a));
  const first = run?.first ?? slots[0] ?? newest.slot;
  const count = own.length + (run?.count ?? 0);
  const when = count === 1 ? shown(newest.slot) : `${count} from ${shown(first)} to ${shown(newest.slot)}`;
  return `${schedule} ${when} (${newest.why})`;
}

/** `2026-11-24 09:00` */
function shown(slot: Slot): string {
  return slot.localTime.replace('T', ' ');
}

/** The words for each reason. `lateMs` is how late it was found, `withinMs` what the policy allows. */
export const WHY = {
  'too-late': (lateMs: number, withinMs: number) =>
    `found ${durationInWords(lateMs)} after its time, later than ${durationInWords(withinMs)}`,
  superseded: (by: string) => `a newer slot of its schedule, ${by.replace('T', ' ')}, took its place`,
  skipped: (lateMs: number) => `found ${durationInWords(lateMs)} after its time, and its schedule skips late slots`,
  'next-slot': (lateMs: number) => `found ${durationInWords(lateMs)} after its time; its article goes at the next slot`,
  crowded: (withinMs: number) =>
    `other slots of its accounts went first until more than ${durationInWords(withinMs)} had passed`,
} as const;
