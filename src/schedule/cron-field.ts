/** One field of a cron expression: lists, ranges, steps and names to the sorted numbers it stands for. */
import { InputError } from '../errors.ts';

export interface FieldKind {
  /** The field's name as messages say it. */
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** English names of the values from `min` on, lower case; a value may be written in full or by three letters. */
  readonly names?: readonly string[];
  /** What messages say is allowed. */
  readonly allowed: string;
}

export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const;
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

export const MINUTE: FieldKind = { name: 'minute', min: 0, max: 59, allowed: '0 to 59' };
export const HOUR: FieldKind = { name: 'hour', min: 0, max: 23, allowed: '0 to 23' };
export const DAY_OF_MONTH: FieldKind = { name: 'day of the month', min: 1, max: 31, allowed: '1 to 31' };
export const MONTH: FieldKind = {
  name: 'month',
  min: 1,
  max: 12,
  names: MONTHS.map((name) => name.toLowerCase()),
  allowed: '1 to 12 or jan to dec',
};
export const DAY_OF_WEEK: FieldKind = {
  name: 'day of the week',
  min: 0,
  max: 6,
  names: WEEKDAYS.map((name) => name.toLowerCase()),
  allowed: '0 to 7 or sun to sat, where 0 and 7 are Sunday',
};

/**
 * `1-5,7` → [1, 2, 3, 4, 5, 7], sorted, without repeats. For the day of the week a 7, and `sun` at the end of a range,
 * is the Sunday after Saturday; it comes out as 0.
 * @throws InputError naming the field, the part of it that is wrong, and the allowed range.
 */
export function parseField(text: string, kind: FieldKind, where: string): readonly number[] {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const { from, to, step } = parseItem(item, kind, where);
    for (let value = from; value <= to; value += step) values.add(isSunday(value, kind) ? 0 : value);
  }
  return [...values].sort((a, b) => a - b);
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

function parseItem(item: string, kind: FieldKind, where: string): Range {
  const match = /^(?:(\*)|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/(\d+))?$/i.exec(item);
  if (match === null) throw fault(kind, where, item, 'cannot be read');
  const [, star, first, last, stepText] = match;
  if (star === undefined && last === undefined && stepText !== undefined) {
    const next = `Write ${first}-${kind.max}/${stepText} for every ${stepText} from ${first} on.`;
    throw fault(kind, where, item, 'has a step without a range', next);
  }
  const from = star === undefined ? parseValue(first ?? '', kind, where, item) : kind.min;
  const end = star === undefined ? parseValue(last ?? first ?? '', kind, where, item) : kind.max;
  const to = last !== undefined && end === 0 && kind === DAY_OF_WEEK && from > 0 ? 7 : end;
  if (to < from) throw fault(kind, where, item, 'has a range that runs backwards', 'Write it as two, with a comma.');
  return { from, to, step: stepText === undefined ? 1 : parseStep(stepText, kind, where, item) };
}

function parseValue(text: string, kind: FieldKind, where: string, item: string): number {
  const name = text.toLowerCase();
  const named = (kind.names ?? []).findIndex((full) => name === full || name === full.slice(0, 3));
  if (named >= 0) return kind.min + named;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  if ((value >= kind.min && value <= kind.max) || isSunday(value, kind)) return value;
  throw fault(kind, where, item, /^\d+$/.test(text) ? 'is out of range' : 'cannot be read');
}

/** A step wider than the field would silently fire once where the author meant "every so many". */
function parseStep(text: string, kind: FieldKind, where: string, item: string): number {
  const step = Number(text);
  if (step >= 1 && step <= kind.max) return step;
  throw fault(kind, where, item, `has a step outside 1 to ${kind.max}`);
}

function isSunday(value: number, kind: FieldKind): boolean {
  return value === 7 && kind === DAY_OF_WEEK;
}

function fault(kind: FieldKind, where: string, value: string, what: string, next?: string): InputError {
  const problem = `the ${kind.name} of the cron expression ${what}:`;
  const allowed = `${kind.allowed}; lists 1,3, ranges 1-5, steps */2 and 1-5/2`;
  return new InputError({ where, problem, value, allowed, ...(next === undefined ? {} : { next }) });
}
