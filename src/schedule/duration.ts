/**
 * Lengths of time as an author writes them: one whole number and one unit, `500ms`, `90s`, `5m`, `1h`, `36h`, `3d`. A `d` is
 * always 24 hours: a length of time has no zone, so no clock change stretches it.
 */
import { InputError } from '../errors.ts';

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Largest unit first: the order in which `formatDuration` tries them. */
const UNITS: readonly (readonly [name: string, ms: number])[] = [
  ['d', DAY_MS],
  ['h', HOUR_MS],
  ['m', MINUTE_MS],
  ['s', SECOND_MS],
  ['ms', 1],
];

/** Longer than any sensible wait, short enough that sums with an instant stay exact: ten years. */
const LONGEST_MS = 3650 * DAY_MS;

/**
 * `90s` → 90,000 ms. From `0s` to `3650d`.
 * @throws InputError for anything else: a unit left out, a fraction, a sign, two units.
 */
export function parseDuration(text: string, where: string): number {
  const match = /^(\d{1,9})(ms|[smhd])$/.exec(text.trim());
  const unit = UNITS.find(([name]) => name === match?.[2]);
  const ms = match === null || unit === undefined ? Number.NaN : Number(match[1]) * unit[1];
  if (ms <= LONGEST_MS) return ms;
  throw new InputError({
    where,
    problem: Number.isNaN(ms) ? 'not a length of time' : 'a length of time beyond ten years',
    value: text,
    allowed: 'a whole number and one of ms, s, m, h, d, such as 90s, 5m, 36h or 3d',
  });
}

/**
 * The shortest exact writing in one unit, the inverse of `parseDuration`: 129,600,000 → `36h`, 172,800,000 → `2d`.
 * Milliseconds are rounded to the nearest second; negative lengths are written without their sign.
 */
export function formatDuration(ms: number): string {
  const rounded = Math.round(Math.abs(ms) / SECOND_MS) * SECOND_MS;
  const [name, size] = UNITS.find(([, unitMs]) => rounded > 0 && rounded % unitMs === 0) ?? ['s', SECOND_MS];
  return `${rounded / size}${name}`;
}

/** A length of time in words, in its largest unit, rounded down: `2 days`, `1 hour`, `45 minutes`, `0 seconds`. */
export function durationInWords(ms: number): string {
  const [name, size] = UNITS.find(([, unitMs]) => ms >= unitMs && unitMs >= SECOND_MS) ?? ['s', SECOND_MS];
  const count = Math.max(0, Math.floor(ms / size));
  return `${count} ${WORDS[name] ?? name}${count === 1 ? '' : 's'}`;
}

const WORDS: Readonly<Record<string, string>> = { d: 'day', h: 'hour', m: 'minute', s: 'second' };
