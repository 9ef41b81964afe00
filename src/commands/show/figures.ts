import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../schedule/duration.ts';
import { localIso } from '../../schedule/local.ts';
import { toLocal } from '../../schedule/offsets.ts';
import { widthOf } from './columns.ts';

/** `12,301`; a dash where there is no number. */
export function figure(value: number | null): string {
  if (value === null) return '–';
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `34 %`, and `<1 %` for what is not quite nothing. */
export function percent(share: number | null): string {
  if (share === null) return '–';
  return share > 0 && share < 0.005 ? '<1 %' : `${Math.round(share * 100)} %`;
}

/** `5 min`, `36 h`, `7 days`: an age to the unit in which it is spoken of. */
export function age(ms: number): string {
  if (ms < 90 * MINUTE_MS)
    return ms < HOUR_MS - MINUTE_MS ? `${Math.round(ms / MINUTE_MS)} min` : `${exact(ms, HOUR_MS)} h`;
  return ms < 2.5 * DAY_MS ? `${exact(ms, HOUR_MS)} h` : `${exact(ms, DAY_MS)} days`;
}

/** `at once`, `at 24 h`: when in its life something was read. */
export function atAge(ms: number): string {
  return ms < MINUTE_MS / 2 ? 'at once' : `at ${age(ms)}`;
}

/** Whole where it is nearly so: readings come a little late. */
function exact(ms: number, unit: number): string {
  const value = ms / unit;
  return Math.abs(value - Math.round(value)) < 0.15 || value >= 10 ? String(Math.round(value)) : value.toFixed(1);
}

/** `1 h 8 min`, `42 min`, `3 days 4 h`: a length of time in its two largest units. */
export function span(ms: number): string {
  if (ms < MINUTE_MS) return 'less than a minute';
  const minutes = Math.round(ms / MINUTE_MS);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts =
    days > 0
      ? [`${days} ${days === 1 ? 'day' : 'days'}`, hours > 0 ? `${hours} h` : '']
      : [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''];
  return parts.filter((part) => part !== '').join(' ');
}

/** `$7.72`, `$0.021`, `$0`: to the tenth of a cent where it is small. */
export function money(usd: number): string {
  if (usd === 0) return '$0';
  if (usd < 0.001) return '<$0.001';
  return `$${usd < 1 ? usd.toFixed(3).replace(/0$/, '') : usd.toFixed(2)}`;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Tue 3 Nov 2026, 09:00` by the zone's clock. */
export function moment(ms: number, zone: string): string {
  const time = localIso(zone, ms);
  return `${dayName(toLocal(zone, ms))} ${time.slice(0, 4)}, ${time.slice(11, 16)}`;
}

/** `Tue 3 Nov` for a local time. */
export function dayName(localMs: number): string {
  const date = new Date(localMs);
  return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

export type Alignment = 'left' | 'right';

/** Rows in columns as wide as their widest cell, two spaces between; colours count for nothing. */
export function aligned(rows: readonly (readonly string[])[], alignments: readonly Alignment[]): string[] {
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, widthOf(cell))), []);
  const pad = (cell: string, index: number) => {
    const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell)));
    return alignments[index] === 'right' ? space + cell : cell + space;
  };
  return rows.map((row) => row.map(pad).join('  ').trimEnd());
}
