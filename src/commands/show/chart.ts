import type { Io } from '../io.ts';
import { widthOf } from './columns.ts';
import { type Alignment, aligned } from './figures.ts';
import { padEnd } from './text.ts';

/** Eighths of a column, from the left. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** A bar of at most `width` columns for a value of at most `most`; a value above zero always shows. */
export function bar(value: number, most: number, width: number): string {
  if (value <= 0 || most <= 0) return '';
  const eighths = Math.max(1, Math.round((value / most) * width * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

/** One column a value, from nothing (a dot) to the greatest. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(0, ...values);
  return values
    .map((value) => (value <= 0 ? '·' : (LEVELS[Math.min(7, Math.floor((value / most) * 8))] ?? '█')))
    .join('');
}

/** An interval and its median on a scale of `width` columns from 0 to `most`: `   ├──●────┤`. */
export function interval(low: number, middle: number, high: number, most: number, width: number): string {
  const place = (value: number) => (most <= 0 ? 0 : Math.round((value / most) * (width - 1)));
  const [from, at, to] = [place(low), place(middle), place(high)];
  const line: string[] = Array.from({ length: to + 1 }, (_, index) => (index < from ? ' ' : '─'));
  line[from] = '├';
  line[to] = '┤';
  line[at] = '●';
  return line.join('');
}

interface BarTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly alignments: readonly Alignment[];
  /** What the bar of each row shows; `null` for a row without one, such as a sum. */
  readonly values: readonly (number | null)[];
  /** Columns for all of it. */
  readonly width: number;
}

const LEAST_BAR = 8;
const MOST_BAR = 44;

/** A table with a bar at the end of every row, on one scale, in the room that is left. */
export function barTable(
  { header, rows, alignments, values, width }: BarTable,
  { paint }: Pick<Io, 'paint'>,
): string[] {
  const [top = '', ...lines] = aligned([header, ...rows], alignments);
  const used = Math.max(...[top, ...lines].map(widthOf)) + 2;
  const room = Math.max(LEAST_BAR, Math.min(MOST_BAR, width - used));
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  const drawn = lines.map((line, index) => {
    const value = values[index] ?? null;
    return value === null ? line : `${padEnd(line, used)}${paint('cyan', bar(value, most, room))}`.trimEnd();
  });
  return [paint('dim', top), ...drawn];
}
