import { DEFAULT_TIMING, type Timing } from '../../src/delivery/timing.ts';
import type { Settling } from '../../src/delivery/verdict.ts';
import type { Random } from '../servers/random.ts';
import type { Fate, FateOf } from './world.ts';

/** What a simulated run is made of, apart from what its seed draws. */
export interface Faults {
  /** Whether the platform may show a post later than the protocol waits for it: then duplicates are to be expected. */
  readonly lagBeyondWait: boolean;
  /** Whether requests are refused for reasons that only the author can mend. */
  readonly forbids: boolean;
}

export interface Waits {
  readonly timing: Timing;
  readonly settling: Settling;
}

/** As in `platforms/x/`: the platform's answer "it is not there" takes time to be believed. */
const X: Settling = { reads: 2, apartMs: 60_000, quarantineMs: 15 * 60_000 };
/** As in `platforms/bluesky/`: the platform's answer is the truth. */
const BLUESKY: Settling = { reads: 1, apartMs: 0, quarantineMs: 0 };

export const settlingOf = (whole: boolean): Settling => (whole ? BLUESKY : X);

/**
 * Every waiting time on its own, from a tenth of its default to ten times that, evenly in its logarithm. The time after
 * which a thread is given up is drawn, too, but is never a smaller multiple of the longest single waits than it is by
 * default: where it were, giving up is what the author asked for.
 */
export function drawnWaits(random: Random, whole: boolean): Waits {
  const about = (ms: number) => Math.max(1, Math.round(ms * 10 ** (random() * 2 - 1)));
  const settling = settlingOf(whole);
  const { apartMs, quarantineMs } = { apartMs: about(settling.apartMs), quarantineMs: about(settling.quarantineMs) };
  const timing: Timing = {
    staleMs: about(DEFAULT_TIMING.staleMs),
    requestMs: about(DEFAULT_TIMING.requestMs),
    backoffMs: about(DEFAULT_TIMING.backoffMs),
    backoffMostMs: about(DEFAULT_TIMING.backoffMostMs),
    rereadMs: about(DEFAULT_TIMING.rereadMs),
    leaseMs: about(DEFAULT_TIMING.leaseMs),
    alarmMs: about(DEFAULT_TIMING.alarmMs),
    giveUpMs: about(DEFAULT_TIMING.giveUpMs),
    resends: DEFAULT_TIMING.resends,
  };
  const longestMs = (given: Timing, { quarantineMs: ms }: Pick<Settling, 'quarantineMs'>) =>
    given.backoffMostMs + given.requestMs + ms;
  const ratio = DEFAULT_TIMING.giveUpMs / longestMs(DEFAULT_TIMING, settling);
  return {
    timing: { ...timing, giveUpMs: Math.max(timing.giveUpMs, ratio * longestMs(timing, { quarantineMs })) },
    settling: whole ? settling : { reads: settling.reads, apartMs, quarantineMs },
  };
}

/** Chance of each fate of a request ("harsh" in the prototype's tables); the rest is taken and answered. */
const HARSH: readonly (readonly [Fate, number])[] = [
  ['lost-answer', 0.05],
  ['unreadable', 0.03],
  ['refused', 0.08],
  ['late', 0.04],
  ['never-arrived', 0.015],
  ['reset', 0.015],
  ['rate-limited', 0.02],
];
const FORBIDDEN: readonly [Fate, number] = ['forbidden', 0.03];
const LOOK_FAILS = 0.1;
const NOT_NOW = 0.03;

/** Of the absence wait: how long a post may take to show, to arrive late, and how far the wall clock is set forward. */
const SHARE = 0.3;

export function drawnFate(random: Random, { timing, settling }: Waits, faults: Faults): FateOf {
  const shareMs = settling.quarantineMs * SHARE;
  const mostLagMs = faults.lagBeyondWait ? settling.quarantineMs * 4 : shareMs;
  // A thread that leaves whole has one request: it is late more often, so that its copy is refused often enough.
  const late: readonly [Fate, number][] = settling.reads === 1 ? [['late', 0.16]] : [];
  const fates = [...HARSH, ...late, ...(faults.forbids ? [FORBIDDEN] : [])];
  return {
    send: () => pick(random, fates) ?? 'taken',
    look: () => (random() < LOOK_FAILS ? 'unreadable' : 'seen'),
    remove: () =>
      pick(random, [
        ['refused', 0.08],
        ['rate-limited', 0.05],
        ['lost-answer', 0.1],
      ]) ?? 'taken',
    preflight: () => (random() < NOT_NOW ? 'not-now' : 'fine'),
    tookMs: () => random() * Math.min(2_000, timing.requestMs / 2),
    lateMs: () => random() * Math.max(shareMs, 1_000),
    lagMs: () => (random() < 0.5 ? 0 : random() * mostLagMs),
  };
}

const FARTHEST_MS = 2 * 3_600_000;

/** How far the wall clock is set; forward by less than what the platform's lag leaves of an absence wait. */
export function drawnSetting(random: Random, { settling }: Waits): number {
  const forwardMs = settling.reads === 1 ? FARTHEST_MS : settling.quarantineMs * SHARE;
  return Math.round(random() < 0.5 ? -FARTHEST_MS * random() : forwardMs * random());
}

function pick<T>(random: Random, chances: readonly (readonly [T, number])[]): T | null {
  let draw = random();
  for (const [what, chance] of chances) {
    if (draw < chance) return what;
    draw -= chance;
  }
  return null;
}

/** From `leastMs` to `mostMs`, evenly in its logarithm: as often soon as late. */
export function soonOrLate(random: Random, leastMs: number, mostMs: number): number {
  return Math.round(leastMs * (mostMs / leastMs) ** random());
}
