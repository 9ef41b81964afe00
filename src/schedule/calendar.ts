/** A month as weeks of days, for a terminal or the desk to draw. Pure data. */
import { MONTHS, WEEKDAYS } from './cron-field.ts';
import { DAY_MS } from './duration.ts';
import { localDate } from './local.ts';

/** What stands on a day: a slot, or anything else that carries one's local time (`2026-11-24T09:00…`). */
export interface OnDay {
  readonly local: string;
}

export interface CalendarDay<T extends OnDay> {
  /** `2026-11-24` */
  readonly date: string;
  /** 1 to 31. */
  readonly day: number;
  /** `false` for the days of the neighbouring months that fill the first and the last week. */
  readonly inMonth: boolean;
  readonly isToday: boolean;
  /** What falls on it by the wall clock, in order. */
  readonly entries: readonly T[];
}

export interface CalendarMonth<T extends OnDay> {
  /** `November 2026` */
  readonly title: string;
  /** `Mon` to `Sun`, from the first day of the week on. */
  readonly weekdays: readonly string[];
  /** Four to six weeks of seven days. */
  readonly weeks: readonly (readonly CalendarDay<T>[])[];
}

export interface CalendarOptions<T extends OnDay> {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** In any order; those of other months show on the days that fill up the weeks. */
  readonly entries: readonly T[];
  /** Today's date in the reader's zone, `2026-11-24`. */
  readonly today: string;
  /** First day of the week: 0 (Sunday) to 6. Default: 1, Monday. */
  readonly firstWeekday?: number;
}

export function monthCalendar<T extends OnDay>(options: CalendarOptions<T>): CalendarMonth<T> {
  const { year, month, firstWeekday = 1 } = options;
  const firstMs = Date.UTC(year, month - 1);
  const before = (new Date(firstMs).getUTCDay() - firstWeekday + 7) % 7;
  const length = (Date.UTC(year, month) - firstMs) / DAY_MS;
  const byDate = Map.groupBy(
    options.entries.toSorted((a, b) => (a.local < b.local ? -1 : 1)),
    (entry) => entry.local.slice(0, 10),
  );
  const dayAt = (index: number) => {
    const date = localDate(firstMs + (index - before) * DAY_MS);
    const inMonth = index >= before && index < before + length;
    return {
      date,
      day: Number(date.slice(8)),
      inMonth,
      isToday: date === options.today,
      entries: byDate.get(date) ?? [],
    };
  };
  const weeks = Array.from({ length: Math.ceil((before + length) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => dayAt(week * 7 + day)),
  );
  return { title: `${MONTHS[month - 1]} ${year}`, weekdays: weekdaysFrom(firstWeekday), weeks };
}

function weekdaysFrom(first: number): string[] {
  return Array.from({ length: 7 }, (_, index) => (WEEKDAYS[(first + index) % 7] ?? '').slice(0, 3));
}
