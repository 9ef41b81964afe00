/** Numbers of a cron field in English: runs, steps and lists. */

/** `a`, `a and b`, `a, b and c` */
export function listWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** `1st`, `2nd`, `3rd`, `11th` */
export function ordinal(value: number): string {
  const last = value % 10;
  const isTeen = value > 10 && value < 14;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][last] ?? 'th');
  return `${value}${ending}`;
}

/** `09:00` */
export function clockTime(minuteOfDay: number): string {
  return [Math.floor(minuteOfDay / 60), minuteOfDay % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The distance between neighbours where it is the same throughout; `null` for fewer than three values. */
export function evenStep(values: readonly number[]): number | null {
  const [first, second] = values;
  if (first === undefined || second === undefined || values.length < 3) return null;
  const step = second - first;
  return values.every((value, index) => value === first + index * step) ? step : null;
}

/**
 * Sorted numbers in words: `1 to 5`, `1, 3 to 5 and 9`. Nothing is left out, so that different sets never read alike.
 * Many at even distances are `every 2nd day from 1 to 31` instead, where `unit` is what they count, and then `the`, which
 * stands in front of a list, is left out.
 */
export function spell(values: readonly number[], name: (value: number) => string, unit: string, the = ''): string {
  const [first, last] = [values[0], values.at(-1)];
  const step = evenStep(values);
  if (first !== undefined && last !== undefined && step !== null && step > 1 && values.length > MOST_LISTED) {
    return `every ${ordinal(step)} ${unit} from ${name(first)} to ${name(last)}`;
  }
  return the + listWords(runsOf(values).flatMap((run) => spellRun(run, name)));
}

/** Values at even distances that are still named one by one. */
const MOST_LISTED = 4;

function spellRun(run: readonly number[], name: (value: number) => string): string[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || run.length < 3) return run.map(name);
  return [`${name(first)} to ${name(last)}`];
}

function runsOf(values: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  return runs;
}
