/**
 * Offsets of IANA zones and the conversions between local and UTC time, from `Intl` and the tzdata Node carries.
 *
 * A LOCAL time is written as a number too: `localMs`, the epoch milliseconds its wall-clock reading would have in UTC.
 * `localMs = utcMs + offset`. A local time may occur once, twice (clocks went back) or never (clocks went forward).
 *
 *   clocks forward at T:   local ──── 00:59 | 02:00 ────     [01:00, 02:00) is the gap, its first valid instant is T
 *   clocks back at T:      local ──── 01:59 | 01:00 ────     [01:00, 02:00) occurs twice
 *
 * Zones must have passed `parseZone`. Offsets of a year are looked up once and kept for the life of the process, since
 * a process has one tzdata: a year costs about 0.4 ms, a conversion after that well under a microsecond.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './duration.ts';

/** A stretch of time with one offset: `fromMs` inclusive to `untilMs` exclusive. */
export interface Segment {
  readonly fromMs: number;
  readonly untilMs: number;
  /** What local time is ahead of UTC, in milliseconds; negative west of Greenwich. */
  readonly offsetMs: number;
}

/** One change of a zone's clocks. */
export interface Transition {
  /** The first instant of the new offset. */
  readonly atMs: number;
  /** Offsets before and from then on, in milliseconds ahead of UTC. */
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** What a local time stands for: `utcMs` is the instant itself, the first of two, or the first after the gap. */
export type Resolved =
  | { readonly kind: 'once' | 'gap'; readonly utcMs: number }
  | { readonly kind: 'twice'; readonly utcMs: number; readonly secondMs: number };

/** No zone's clock is further from UTC than 14 hours or has been since 1900; a day leaves room for both ends. */
const REACH_MS = DAY_MS;

/** What local time is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(zone: string, utcMs: number): number {
  if (zone === recent?.zone && utcMs >= recent.fromMs && utcMs < recent.untilMs) return recent.offsetMs;
  const found = yearOf(zone, new Date(utcMs).getUTCFullYear()).find(({ untilMs }) => utcMs < untilMs);
  if (found !== undefined) recent = { ...found, zone };
  return found?.offsetMs ?? 0;
}

/** What was found last: who asks about one instant asks about its neighbours. */
let recent: (Segment & { readonly zone: string }) | undefined;

/** The wall-clock reading at an instant, as `localMs`. */
export function toLocal(zone: string, utcMs: number): number {
  return utcMs + offsetAt(zone, utcMs);
}

/** The instant or instants at which the zone's clock shows a local time. */
export function fromLocal(zone: string, localMs: number): Resolved {
  return resolveIn(segmentsBetween(zone, localMs - REACH_MS, localMs + REACH_MS), localMs);
}

/** The same by segments that were written down, such as those of another tzdata. */
export function resolveIn(segments: readonly Segment[], localMs: number): Resolved {
  const [first, second] = segments
    .filter(({ fromMs, untilMs, offsetMs }) => localMs - offsetMs >= fromMs && localMs - offsetMs < untilMs)
    .map((segment) => localMs - segment.offsetMs);
  if (first === undefined) return { kind: 'gap', utcMs: endOfGap(segments, localMs) };
  return second === undefined ? { kind: 'once', utcMs: first } : { kind: 'twice', utcMs: first, secondMs: second };
}

/** The first instant whose wall clock is past a local time that the clocks leapt over. */
function endOfGap(segments: readonly Segment[], localMs: number): number {
  const next = segments.find(({ fromMs, offsetMs }) => fromMs + offsetMs > localMs);
  return next?.fromMs ?? localMs;
}

/** Every change of the zone's clocks later than `fromMs` and not later than `toMs`, in order. */
export function transitions(zone: string, fromMs: number, toMs: number): readonly Transition[] {
  const segments = segmentsBetween(zone, fromMs, toMs + 1);
  return segments.slice(1).map((segment, index) => ({
    atMs: segment.fromMs,
    beforeMs: segments[index]?.offsetMs ?? segment.offsetMs,
    afterMs: segment.offsetMs,
  }));
}

/**
 * The one offset that holds for every local time of the day that begins at `dayMs` (a `localMs`), so that its times can
 * be converted by subtraction; `null` where the clocks change near it.
 */
export function steadyOffset(zone: string, dayMs: number): number | null {
  const [first, second] = segmentsBetween(zone, dayMs - REACH_MS, dayMs + DAY_MS + REACH_MS);
  return first === undefined || second !== undefined ? null : first.offsetMs;
}

/** Segments that cover [fromMs, untilMs), the outer ones cut to it, neighbours differing in offset. */
export function segmentsBetween(zone: string, fromMs: number, untilMs: number): readonly Segment[] {
  const joined: Segment[] = [];
  const lastYear = new Date(untilMs - 1).getUTCFullYear();
  for (let year = new Date(fromMs).getUTCFullYear(); year <= lastYear; year += 1) {
    for (const segment of yearOf(zone, year)) {
      if (segment.untilMs > fromMs && segment.fromMs < untilMs) append(joined, segment, fromMs, untilMs);
    }
  }
  return joined;
}

function append(joined: Segment[], segment: Segment, fromMs: number, untilMs: number): void {
  const { offsetMs } = segment;
  const last = joined.at(-1)?.offsetMs === offsetMs ? joined.pop() : undefined;
  const start = last?.fromMs ?? Math.max(segment.fromMs, fromMs);
  joined.push({ fromMs: start, untilMs: Math.min(segment.untilMs, untilMs), offsetMs });
}

const years = new Map<string, readonly Segment[]>();

/** The segments of one UTC year. */
function yearOf(zone: string, year: number): readonly Segment[] {
  const key = `${year} ${zone}`;
  const known = years.get(key);
  if (known !== undefined) return known;
  const segments = findSegments(zone, startOfYear(year), startOfYear(year + 1));
  if (years.size > MOST_YEARS) years.clear();
  years.set(key, segments);
  return segments;
}

/** Bounds the memory a calendar of all zones and centuries could take. */
const MOST_YEARS = 20_000;

/** `Date.UTC` reads a year below 100 as one of the 1900s. */
function startOfYear(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1);
}

/**
 * Looks at every day's offset and bisects where two differ. A day is short enough: no zone has ever changed its clocks
 * and changed them back within one.
 */
function findSegments(zone: string, startMs: number, endMs: number): readonly Segment[] {
  const segments: Segment[] = [];
  let fromMs = startMs;
  let offsetMs = readOffset(zone, startMs);
  for (let dayMs = startMs; dayMs < endMs; dayMs += DAY_MS) {
    const nextMs = Math.min(dayMs + DAY_MS, endMs - SECOND_MS);
    const nextOffsetMs = readOffset(zone, nextMs);
    if (nextOffsetMs === offsetMs) continue;
    const untilMs = bisect(zone, dayMs, nextMs, offsetMs);
    segments.push({ fromMs, untilMs, offsetMs });
    fromMs = untilMs;
    offsetMs = nextOffsetMs;
  }
  segments.push({ fromMs, untilMs: endMs, offsetMs });
  return segments;
}

/** The first whole second later than `beforeMs` and not later than `afterMs` at which the offset is another one. */
function bisect(zone: string, beforeMs: number, afterMs: number, offsetMs: number): number {
  let [low, high] = [beforeMs / SECOND_MS, afterMs / SECOND_MS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(zone, middle * SECOND_MS) === offsetMs) low = middle;
    else high = middle;
  }
  return high * SECOND_MS;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Asks `Intl`: about a microsecond. `GMT`, `GMT+01:00`, and in times before railways `GMT-00:01:15`. */
function readOffset(zone: string, utcMs: number): number {
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(formatFor(zone).format(utcMs));
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match ?? [];
  const ms = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS;
  return sign === '-' ? -ms : ms;
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', timeZoneName: 'longOffset' });
  formats.set(zone, format);
  return format;
}
