/** What clock changes do to a schedule, said beforehand. Rules (A) and (B) of slots.ts. */

import type { Cron } from './cron.ts';
import { MONTHS } from './cron-field.ts';
import { MINUTE_MS } from './duration.ts';
import { localDate } from './local.ts';
import { type Transition, transitions } from './offsets.ts';
import { matchingDays, nextSlots, type Timing } from './slots.ts';
import { clockTime } from './words.ts';

/** A line, without a final stop, for every clock change later than `fromMs` and up to `toMs` that touches a slot. */
export function clockWarnings(timing: Timing, fromMs: number, toMs: number): readonly string[] {
  return transitions(timing.zone, fromMs, toMs).flatMap((transition) => {
    const [startMs, endMs] = [transition.beforeMs, transition.afterMs]
      .sort((a, b) => a - b)
      .map((ms) => ms + transition.atMs);
    const touched = startMs === undefined || endMs === undefined ? [] : localTimes(timing.cron, startMs, endMs);
    const [first, second] = touched;
    if (first === undefined) return [];
    const words = transition.afterMs > transition.beforeMs ? gapWords : overlapWords;
    return [`On ${dateWords(first)} ${words(timing, transition, second === undefined ? timeOf(first) : null)}`];
  });
}

/** `only`: the one time that is touched; `null` where there are several. */
type Words = (timing: Timing, transition: Transition, only: string | null) => string;

const gapWords: Words = (timing, { atMs, beforeMs, afterMs }, only) => {
  const [from, to] = [timeOf(atMs + beforeMs), timeOf(atMs + afterMs)];
  const [slot] = nextSlots(timing, atMs - 1, 1);
  const isShifted = slot?.utcMs === atMs && slot.shifted;
  if (only !== null) {
    return `${only} does not exist: the clocks go forward from ${from} to ${to}; ${isShifted ? `fires at ${to}` : `the slot at ${to} stands for it`}`;
  }
  return `the clocks go forward from ${from} to ${to}: the slots between do not exist; ${isShifted ? `one fires at ${to} for them` : 'the next one follows them'}`;
};

const overlapWords: Words = (_, { atMs, beforeMs, afterMs }, only) => {
  const [from, to] = [timeOf(atMs + beforeMs), timeOf(atMs + afterMs)];
  if (only !== null) return `${only} occurs twice: the clocks go back from ${from} to ${to}; fires the first time only`;
  return `the clocks go back from ${from} to ${to}: slots in the second ${to} to ${from} do not fire`;
};

/** Local times (`localMs`) of the cron expression from `startMs` to `endMs`, the end left out. */
function localTimes(cron: Cron, startMs: number, endMs: number): readonly number[] {
  const times: number[] = [];
  for (const dayMs of matchingDays(cron, startMs)) {
    if (dayMs >= endMs) break;
    const ofDay = cron.minutesOfDay.map((minute) => dayMs + minute * MINUTE_MS);
    times.push(...ofDay.filter((ms) => ms >= startMs && ms < endMs));
  }
  return times;
}

/** `28 March 2027` */
function dateWords(localMs: number): string {
  const [year, month, day] = localDate(localMs).split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

function timeOf(localMs: number): string {
  const date = new Date(localMs);
  return clockTime(date.getUTCHours() * 60 + date.getUTCMinutes());
}
