const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
/** YAML's timestamps: `2026-11-24 09:00:00 +01:00` and its shorter forms. */
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?[ \t]*(Z|z|[+-]\d{1,2}(?::?\d{2})?)?$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::00)?$/;

/**
 * A date as ISO 8601 wants it: `2026-11-24`, or `2026-11-24T09:00:00+01:00`. A time without zone is UTC, as YAML has it
 * (yaml.org/type/timestamp). `null` for anything else and for days that do not exist.
 */
export function isoDate(written: string): string | null {
  if (DATE.test(written)) return isDay(written) ? written : null;
  const [, day = '', hour = '', minute = '', second = '00', zone = 'Z'] = INSTANT.exec(written) ?? [];
  const offset = isoZone(zone);
  if (!isDay(day) || !isTime(hour, minute, second) || offset === null) return null;
  return `${day}T${hour.padStart(2, '0')}:${minute}:${second}${offset}`;
}

/** A local time to the minute, `2026-11-24T09:00`; `null` for anything else. */
export function isoLocal(written: string): string | null {
  const [, day = '', hour = '', minute = ''] = LOCAL.exec(written) ?? [];
  return isDay(day) && isTime(hour, minute, '00') ? `${day}T${hour.padStart(2, '0')}:${minute}` : null;
}

function isDay(day: string): boolean {
  const [, year, month, date] = DATE.exec(day) ?? [];
  if (year === undefined || Number(month) < 1) return false;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(date));
  return new Date(ms).toISOString().startsWith(day);
}

function isTime(hour: string, minute: string, second: string): boolean {
  return hour !== '' && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

function isoZone(zone: string): string | null {
  if (/^z$/i.test(zone)) return 'Z';
  const [, sign, hours = '', minutes = '00'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  return `${sign}${hours.padStart(2, '0')}:${minutes}`;
}
