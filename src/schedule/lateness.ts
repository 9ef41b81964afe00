/** Judges the slots of one schedule that have come: which is due, which may be caught up, which are missed. */
import { DAY_MS, MINUTE_MS } from './duration.ts';
import { jitter } from './manners.ts';
import { type Missed, type MissedReason, type MissedRun, WHY } from './missed.ts';
import { type Moment, moments, type Slot, slotOf, type Timing } from './slots.ts';

/** What becomes of a slot found late. */
export interface MissedPolicy {
  /** A slot found later than this is reported, never served. Default: one hour. */
  readonly withinMs: number;
  /**
   * One found late but within that: `latest` serves the newest of them, `skip` none, `next-slot` none either, but the
   * article of a one-off goes at the schedule's next slot. Default: `latest`.
   */
  readonly then: 'latest' | 'skip' | 'next-slot';
}

/** The last instant at which a thread of a slot may begin: after that it is stale, whatever held it up. */
export function lastStartMs(slot: Pick<Slot, 'key' | 'utcMs'>, { withinMs }: MissedPolicy, jitterMs: number): number {
  return slot.utcMs + jitter(slot.key, jitterMs) + Math.max(withinMs, ON_TIME_MS);
}

/** A slot this little late counts as on time: a heartbeat of 20 s and a slow tick fit well. */
export const ON_TIME_MS = MINUTE_MS;

/** Missed slots of one schedule that one tick lists one by one, the newest; older ones are counted. */
export const MOST_LISTED = 100;

/** How far back a one-off that has not been decided is still looked at, so that one saved too late is reported. */
const ONE_OFF_MEMORY_MS = 7 * DAY_MS;

/** One schedule as the worker and the store know it. */
export interface Watched {
  readonly timing: Timing;
  /** Accounts it publishes to. */
  readonly accounts: readonly string[];
  readonly policy: MissedPolicy;
  /** The slots of articles with an `at`, made by `slotAt`, that have not been delivered; in any order. */
  readonly oneOffs: readonly Slot[];
  /** Every slot up to here has been decided. For a new schedule: the instant it was first seen. */
  readonly decidedMs: number;
  /** Keys of the slots after `decidedFrom(this)` that have been decided. */
  readonly decided: ReadonlySet<string>;
}

/** The instant after which the worker has to know the decided keys of a schedule. */
export function decidedFrom({ decidedMs, oneOffs }: Omit<Watched, 'decided'>, nowMs: number): number {
  const recent = oneOffs.map((slot) => slot.utcMs).filter((utcMs) => utcMs > nowMs - ONE_OFF_MEMORY_MS);
  return recent.reduce((least, utcMs) => Math.min(least, utcMs - 1), lookFrom(decidedMs, nowMs));
}

/**
 * Looks on from where the last tick ended. A mark more than a day ahead was set by a clock that was wrong and has been
 * mended: then it counts for nothing, the last day is looked at, and the decided keys alone keep slots from repeating.
 */
function lookFrom(decidedMs: number, nowMs: number): number {
  return decidedMs > nowMs + DAY_MS ? nowMs - DAY_MS : decidedMs;
}

export interface Judged {
  /** To serve now: the newest slot if it is on time, and one-offs on time. */
  readonly onTime: readonly Slot[];
  /** To catch up when their accounts have room: the newest slot if it is late but not too late, and late one-offs. */
  readonly late: readonly Slot[];
  readonly missed: readonly Missed[];
  /** Further missed slots, older than those listed. */
  readonly run: MissedRun | null;
}

/** Splits everything of the schedule that has come by `nowMs` and is not decided. Each slot lands in one place. */
export function judge(watched: Watched, nowMs: number): Judged {
  const { timing, policy } = watched;
  const oneOffs = openOneOffs(watched, nowMs);
  const come = momentsUntil(timing, lookFrom(watched.decidedMs, nowMs), nowMs);
  const newest = come.at(-1);
  const passed = openMoments(watched, come, oneOffs);
  const leading = passed.at(-1) === newest ? passed.pop() : undefined;
  const leaders = leading === undefined ? oneOffs : [slotOf(timing, leading), ...oneOffs];
  const verdicts = leaders.map((slot) => lead(slot, policy, nowMs));
  const by = newest === undefined ? '' : slotOf(timing, newest).localTime;
  const older = passed.slice(-MOST_LISTED).map((moment) => pass(slotOf(timing, moment), by, policy, nowMs));
  return {
    onTime: verdicts.flatMap((verdict) => (verdict.kind === 'on-time' ? [verdict.slot] : [])),
    late: verdicts.flatMap((verdict) => (verdict.kind === 'late' ? [verdict.slot] : [])),
    missed: [...verdicts.flatMap((verdict) => (verdict.kind === 'missed' ? [verdict.missed] : [])), ...older],
    run: counted(timing, passed),
  };
}

function openOneOffs({ oneOffs, decided }: Watched, nowMs: number): readonly Slot[] {
  const unique = new Map(oneOffs.map((slot) => [slot.key, slot]));
  return [...unique.values()].filter(
    ({ key, utcMs }) => utcMs <= nowMs && utcMs > nowMs - ONE_OFF_MEMORY_MS && !decided.has(key),
  );
}

function momentsUntil(timing: Timing, fromMs: number, nowMs: number): Moment[] {
  const come: Moment[] = [];
  for (const moment of moments(timing, fromMs)) {
    if (moment.utcMs > nowMs) break;
    come.push(moment);
  }
  return come;
}

/** Keys are written out only where there is something to compare them with: a year of minutes may have passed. */
function openMoments({ timing, decided }: Watched, come: readonly Moment[], oneOffs: readonly Slot[]): Moment[] {
  const closed = new Set([...decided, ...oneOffs.map((slot) => slot.key)]);
  return closed.size === 0 ? [...come] : come.filter((moment) => !closed.has(slotOf(timing, moment).key));
}

type Verdict =
  | { readonly kind: 'on-time' | 'late'; readonly slot: Slot }
  | { readonly kind: 'missed'; readonly missed: Missed };

/** The newest slot, or a one-off: nothing of its kind has taken its place. */
function lead(slot: Slot, { withinMs, then }: MissedPolicy, nowMs: number): Verdict {
  const lateMs = nowMs - slot.utcMs;
  if (lateMs <= ON_TIME_MS) return { kind: 'on-time', slot };
  if (lateMs > withinMs) return missed(slot, 'too-late', WHY['too-late'](lateMs, withinMs));
  if (then === 'skip') return missed(slot, 'skipped', WHY.skipped(lateMs));
  if (then === 'next-slot') return missed(slot, 'next-slot', WHY['next-slot'](lateMs));
  return { kind: 'late', slot };
}

/** A slot that a newer one of its schedule has passed. */
function pass(slot: Slot, by: string, policy: MissedPolicy, nowMs: number): Missed {
  const verdict = lead(slot, policy, nowMs);
  return verdict.kind === 'missed' ? verdict.missed : { slot, reason: 'superseded', why: WHY.superseded(by) };
}

function missed(slot: Slot, reason: MissedReason, why: string): Verdict {
  return { kind: 'missed', missed: { slot, reason, why } };
}

function counted(timing: Timing, passed: readonly Moment[]): MissedRun | null {
  const count = passed.length - MOST_LISTED;
  const [first, last] = [passed[0], passed[count - 1]];
  if (first === undefined || last === undefined || count < 1) return null;
  return { schedule: timing.id, count, first: slotOf(timing, first), last: slotOf(timing, last) };
}
