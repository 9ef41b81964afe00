/**
 * IANA time zones: which names are taken, and what was probably meant by one that is not. A place, because only a place
 * has clock changes: abbreviations (`EST`, `IST`) are ambiguous and offsets (`+01:00`) never change, so both are
 * refused; `UTC` is taken.
 */
import { InputError } from '../errors.ts';

/**
 * @returns the name as it stands in slot keys: the author's own where it is a link (`Europe/Kyiv`, `US/Eastern`), with
 * its letter case mended where that is all that differs (`europe/london`).
 * @throws InputError with the nearest names.
 */
export function parseZone(text: string, where: string): string {
  const name = text.trim();
  const listed = ['UTC', ...Intl.supportedValuesOf('timeZone')].find((zone) => sameLetters(zone, name));
  if (listed !== undefined) return listed;
  if (isLink(name)) return name;
  throw unknownZone(name, where);
}

function sameLetters(zone: string, name: string): boolean {
  return zone.length === name.length && zone.toLowerCase() === name.toLowerCase();
}

/**
 * Whether Node's tzdata knows a name that is not in its list: an older or newer name of a listed zone. Asked last, for
 * the first formatter of a process takes 25 ms to make.
 */
function isLink(name: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*){1,2}$/.test(name) || name.length > 64) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function unknownZone(name: string, where: string): InputError {
  const near = nearestZones(name);
  return new InputError({
    where,
    problem: 'unknown time zone',
    value: name,
    allowed: 'the IANA name of a place, such as Europe/London or America/New_York, or UTC',
    ...(near.length === 0 ? {} : { next: `Perhaps ${near.join(' or ')}?` }),
  });
}

/** Present names of zones that `Intl` still lists under their former ones. */
const RENAMED = ['Asia/Ho_Chi_Minh', 'Asia/Kathmandu', 'Asia/Kolkata', 'Asia/Yangon', 'America/Nuuk', 'Europe/Kyiv'];

/** At most three zones that a misspelt name may stand for: the nearest by the whole name or by its last part. */
export function nearestZones(name: string): readonly string[] {
  const wanted = simplify(name);
  if (wanted.length < 3 || wanted.length > 40) return [];
  const zones = [...RENAMED, ...Intl.supportedValuesOf('timeZone')];
  const near = zones.map((zone) => ({ zone, far: distance(simplify(zone), wanted) }));
  const nearest = Math.min(...near.map(({ far }) => far));
  if (nearest > MOST_MISSPELT) return [];
  return near.flatMap(({ zone, far }) => (far === nearest ? [zone] : [])).slice(0, 3);
}

/** Share of the letters that may differ before a guess helps nobody. */
const MOST_MISSPELT = 0.34;

/** Letters only: `New York` and `new_york` are the same. */
function simplify(name: string): string {
  return name.toLowerCase().replace(/[^a-z/]/g, '');
}

/** Share of letters that differ, in the whole name or in its last part, the city, whichever is less. */
function distance(zone: string, wanted: string): number {
  const [zoneCity, city] = [zone, wanted].map((name) => name.slice(name.lastIndexOf('/') + 1));
  const whole = editDistance(zone, wanted) / wanted.length;
  return city ? Math.min(whole, editDistance(zoneCity ?? '', city) / city.length) : whole;
}

/** Letters to insert, delete or replace (Levenshtein 1966, by rows). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j += 1) {
      const replaced = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
