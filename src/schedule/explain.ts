/**
 * A schedule in English: when it fires, its next dates, and what the coming clock changes do to it. Own words rather than
 * a library's: crons of five fields need few, and these name the rule for two day fields that this parser has.
 */

import { clockWarnings } from './clock-warnings.ts';
import type { Cron } from './cron.ts';
import { MONTHS, WEEKDAYS } from './cron-field.ts';
import { DAY_MS } from './duration.ts';
import { nextSlots, type Slot, type Timing } from './slots.ts';
import { clockTime, evenStep, listWords, ordinal, spell } from './words.ts';

export interface Explanation {
  /** `At 09:00 on Monday to Friday, Europe/London` */
  readonly words: string;
  readonly next: readonly Slot[];
  /** A line for every clock change of the coming year that falls on a slot, without a final stop. */
  readonly warnings: readonly string[];
}

export function explainSchedule(timing: Timing, nowMs: number, count: number): Explanation {
  return {
    words: `${explainCron(timing.cron)}, ${timing.zone}`,
    next: nextSlots(timing, nowMs, count),
    warnings: clockWarnings(timing, nowMs, nowMs + 366 * DAY_MS),
  };
}

/** `At 09:00 on Monday to Friday` */
export function explainCron(cron: Cron): string {
  const days = dayWords(cron);
  const time = timeWords(cron);
  const daily = days.startsWith('on') || !/^At \d\d:/.test(time) ? '' : ' every day';
  return `${time}${daily} ${days}`.trim();
}

/** Times listed one by one, at most. */
const MOST_TIMES = 6;

function timeWords(cron: Cron): string {
  const { minutes, hours, minutesOfDay } = cron;
  const step = evenStep(hours);
  const isRun = step === 1 || hours.length === 1;
  if (hours.length === 24) return minuteWords(minutes, 'every hour');
  if (minutesOfDay.length <= MOST_TIMES || (minutes.length === 1 && step === null)) {
    return `At ${listWords(minutesOfDay.map(clockTime))}`;
  }
  if (minutes.length === 1) return `Every ${isRun ? 'hour' : `${step} hours`} ${span(cron)}`;
  const when = isRun ? span(cron) : `in ${spell(hours, String, 'hour', 'the hours ')}`;
  return `${minuteWords(minutes, 'the hour')} ${when}`;
}

function minuteWords(minutes: readonly number[], hour: string): string {
  const [first, second] = minutes;
  if (minutes.length === 60) return 'Every minute';
  if (minutes.length === 1 && first === 0) return 'Every hour on the hour';
  const step = evenStep(minutes) ?? (minutes.length === 2 ? second : undefined);
  if (first === 0 && step !== undefined && minutes.length * step === 60) return `Every ${step} minutes`;
  const unit = minutes.length === 1 && first === 1 ? 'minute' : 'minutes';
  const words = spell(minutes, String, 'minute');
  return words.startsWith('every') ? `At ${words} past ${hour}` : `At ${words} ${unit} past ${hour}`;
}

function span({ minutesOfDay }: Cron): string {
  return `from ${clockTime(minutesOfDay[0] ?? 0)} to ${clockTime(minutesOfDay.at(-1) ?? 0)}`;
}

/** Empty where every day matches. */
function dayWords(cron: Cron): string {
  const { daysOfMonth, weekdays, days } = cron;
  const months = cron.months.length === 12 ? null : spell(cron.months, (month) => MONTHS[month - 1] ?? '', 'month');
  const anyDate = daysOfMonth.length === 31;
  const anyWeekday = weekdays.length === 7;
  const dates = `on ${spell(daysOfMonth, (day) => `the ${ordinal(day)}`, 'day')} of ${months ?? 'the month'}`;
  const named = `on ${weekdayWords(weekdays)}`;
  const inMonths = months === null ? '' : `in ${months}`;
  if (days === 'either' && !anyDate && !anyWeekday) return `${dates}, and also ${named} ${inMonths}`.trim();
  if (days === 'either' || (anyDate && anyWeekday)) return inMonths;
  if (anyDate) return `${named} ${inMonths}`.trim();
  return anyWeekday ? dates : `${named}, but only ${dates}`;
}

/** From Monday on, with Sunday last, as a working week is read. */
function weekdayWords(weekdays: readonly number[]): string {
  const fromMonday = weekdays.map((day) => (day === 0 ? 7 : day)).sort((a, b) => a - b);
  return spell(fromMonday, (day) => WEEKDAYS[day % 7] ?? '', 'day');
}
