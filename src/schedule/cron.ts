/**
 * Cron expressions: text to the sets of minutes, hours, days and months in which a schedule fires. Five fields (minute,
 * hour, day of the month, month, day of the week) or a nickname such as `@daily`. Only this parser makes a `Cron`, so
 * everything behind it may rely on one that can occur.
 *
 * The two day fields are joined as classic cron joins them (crontab(5) of Vixie cron and cronie): where both are
 * restricted, a day matches if EITHER does, so `0 9 1 * 1` fires on every 1st and on every Monday. A field that begins
 * with a star counts as unrestricted even where a step follows; then a day must satisfy BOTH, so that every second day
 * (star, slash, 2) together with Monday means the odd days that are a Monday. node-cron joins them with AND always;
 * the cross-check in the tests allows for that.
 */
import { InputError } from '../errors.ts';
import { DAY_OF_MONTH, DAY_OF_WEEK, HOUR, MINUTE, MONTH, parseField } from './cron-field.ts';

const parsed = Symbol('parsed');

/** A cron expression that occurs. All lists are sorted, without repeats and never empty. */
export interface Cron {
  readonly [parsed]: true;
  /** As the author wrote it, white space made single. */
  readonly text: string;
  /** Minutes since local midnight at which it fires on a day that matches: 0 to 1439. */
  readonly minutesOfDay: readonly number[];
  /** 0 to 59. */
  readonly minutes: readonly number[];
  /** 0 to 23. */
  readonly hours: readonly number[];
  /** 1 to 31. */
  readonly daysOfMonth: readonly number[];
  /** 1 to 12. */
  readonly months: readonly number[];
  /** 0 (Sunday) to 6. */
  readonly weekdays: readonly number[];
  /** Whether a day must satisfy both day fields or either of them. */
  readonly days: 'both' | 'either';
}

const NICKNAMES: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/**
 * @param where names the place in messages, `config/spool.yaml:12`.
 * @throws InputError for a wrong number of fields, a value out of range, or a date that no year has (31 February).
 */
export function parseCron(text: string, where: string): Cron {
  const written = text.trim().split(/\s+/).join(' ');
  const [minute, hour, dayOfMonth, month, dayOfWeek] = split(written, where);
  const minutes = parseField(minute, MINUTE, where);
  const hours = parseField(hour, HOUR, where);
  const cron: Cron = {
    [parsed]: true,
    text: written,
    minutesOfDay: hours.flatMap((h) => minutes.map((m) => h * 60 + m)),
    minutes,
    hours,
    daysOfMonth: parseField(dayOfMonth, DAY_OF_MONTH, where),
    months: parseField(month, MONTH, where),
    weekdays: parseField(dayOfWeek, DAY_OF_WEEK, where),
    days: dayOfMonth.startsWith('*') || dayOfWeek.startsWith('*') ? 'both' : 'either',
  };
  if (!occurs(cron)) throw impossible(written, where);
  return cron;
}

type Fields = readonly [string, string, string, string, string];

function split(written: string, where: string): Fields {
  const text = written.startsWith('@') ? nickname(written, where) : written;
  const [minute, hour, dayOfMonth, month, dayOfWeek, ...rest] = text.split(' ');
  if (dayOfWeek !== undefined && rest.length === 0 && minute && hour && dayOfMonth && month) {
    return [minute, hour, dayOfMonth, month, dayOfWeek];
  }
  const count = text === '' ? 0 : text.split(' ').length;
  throw new InputError({
    where,
    problem:
      count === 6 ? 'the cron expression has a field for seconds' : `the cron expression has ${count} of 5 fields`,
    value: written,
    allowed: 'minute hour day-of-month month day-of-week, such as 0 9 * * 1-5',
    ...(count === 6 ? { next: 'Leave the first field out: slots fall on whole minutes.' } : {}),
  });
}

function nickname(written: string, where: string): string {
  const fields = NICKNAMES.get(written.toLowerCase());
  if (fields !== undefined) return fields;
  const problem = 'unknown cron nickname';
  throw new InputError({ where, problem, value: written, allowed: [...NICKNAMES.keys()].join(', ') });
}

/** Whether any year has a day that matches. Every date falls on every weekday in some year, 29 February too. */
function occurs(cron: Cron): boolean {
  if (cron.days === 'either') return true;
  const earliest = cron.daysOfMonth[0] ?? 31;
  return cron.months.some((month) => earliest <= daysIn(month));
}

/** Days of a month (1 to 12) in a leap year. */
function daysIn(month: number): number {
  return new Date(Date.UTC(2000, month, 0)).getUTCDate();
}

function impossible(written: string, where: string): InputError {
  return new InputError({
    where,
    problem: 'the cron expression never occurs: none of its months has such a day of the month',
    value: written,
    allowed: 'a day of the month from 1 to 29 in February, to 30 in April, June, September, November, to 31 elsewhere',
  });
}
