/** Writing and reading local times. `localMs` is explained in offsets.ts. */
import { InputError } from '../errors.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from './duration.ts';
import { offsetAt } from './offsets.ts';

/** `2026-11-24` */
export function localDate(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 10);
}

/** `2026-11-24T09:00` */
export function localMinute(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 16);
}

/** `09:00` */
export function localTime(localMs: number): string {
  const local = new Date(localMs);
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** `2026-11-24T09:00:00+00:00[Europe/London]` (RFC 9557): what the zone's clock shows at an instant. */
export function localIso(zone: string, utcMs: number): string {
  const offsetMs = offsetAt(zone, utcMs);
  return `${new Date(utcMs + offsetMs).toISOString().slice(0, 19)}${formatOffset(offsetMs)}[${zone}]`;
}

/** `+05:30`; with seconds where a zone had them, `-00:01:15`. */
export function formatOffset(offsetMs: number): string {
  const ms = Math.abs(offsetMs);
  const parts = [ms / HOUR_MS, (ms % HOUR_MS) / MINUTE_MS, (ms % MINUTE_MS) / SECOND_MS].map(Math.floor);
  const shown = parts[2] === 0 ? parts.slice(0, 2) : parts;
  return (offsetMs < 0 ? '-' : '+') + shown.map(two).join(':');
}

/**
 * `2026-11-24T09:00` (a blank for the `T`, and seconds of `:00`, are taken too) → `localMs`.
 * @throws InputError for another form, a zone or offset in it, or a day the calendar does not have.
 */
export function parseLocalMinute(text: string, where: string): number {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::00)?$/.exec(text.trim());
  const written = match === null ? '' : `${match[1]}T${match[2]}`;
  const localMs = Date.parse(`${written}:00Z`);
  if (!Number.isNaN(localMs) && localMinute(localMs) === written) return localMs;
  throw new InputError({
    where,
    problem: 'not a local time',
    value: text,
    allowed: "a date and a time of the 24-hour clock in the schedule's zone, such as 2026-11-24T09:00",
  });
}

/**
 * `2026-11-24` → `localMs` of its midnight.
 * @throws InputError for another form or a day the calendar does not have.
 */
export function parseLocalDate(text: string, where: string): number {
  const localMs = /^\d{4}-\d\d-\d\d$/.test(text.trim()) ? Date.parse(`${text.trim()}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(localMs) && localDate(localMs) === text.trim()) return localMs;
  throw new InputError({ where, problem: 'not a date', value: text, allowed: 'a date such as 2026-11-24' });
}
