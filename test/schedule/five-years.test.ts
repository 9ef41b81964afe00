import { describe, expect, it } from 'vitest';
import { planSlots, type SlotPlan } from '../../src/schedule/due.ts';
import { decidedFrom, type MissedPolicy, ON_TIME_MS, type Watched } from '../../src/schedule/lateness.ts';
import { type Slot, slotsBetween, type Timing } from '../../src/schedule/slots.ts';
import { seed } from '../seed.ts';
import { timing } from './making.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 1);
const END = Date.UTC(2031, 0, 1);
const APART = 15 * MINUTE;

/** mulberry32: a small generator whose whole state is its seed. */
function dice(state: number): () => number {
  let a = state;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Plan {
  readonly timing: Timing;
  readonly accounts: readonly string[];
  readonly policy: MissedPolicy;
}

const policy = (then: MissedPolicy['then'], withinMs = HOUR): MissedPolicy => ({ withinMs, then });
const SCHEDULES: readonly Plan[] = [
  { timing: timing('0 9 * * *', 'Europe/London', 'daily'), accounts: ['x', 'bluesky'], policy: policy('latest') },
  { timing: timing('30 1 * * *', 'America/New_York', 'night'), accounts: ['x'], policy: policy('latest', 5 * HOUR) },
  { timing: timing('15 8 * * 1-5', 'Europe/London', 'skipping'), accounts: ['x'], policy: policy('skip') },
  {
    timing: timing('*/20 7-8 * * *', 'Australia/Lord_Howe', 'often'),
    accounts: ['bluesky'],
    policy: policy('next-slot'),
  },
];

/** A store as far as slots go: keys decided once, marks that never move back, and what happened, for the checks. */
class World {
  readonly decided = new Set<string>();
  /** The decided slots of the last days, in the order of their decisions. */
  recent: Slot[] = [];
  readonly marks = new Map(SCHEDULES.map(({ timing: { id } }) => [id, START]));
  readonly catchUps = new Map<string, number>();
  readonly faults: string[] = [];
  readonly seen = {
    onTime: 0,
    caughtUp: 0,
    missed: 0,
    waited: 0,
    crashed: 0,
    restarted: 0,
    leapt: 0,
    slept: 0,
  };
  counted = 0;

  watched(nowMs: number): Watched[] {
    return SCHEDULES.map((schedule) => {
      const known = { ...schedule, oneOffs: [], decidedMs: this.marks.get(schedule.timing.id) ?? START };
      const fromMs = decidedFrom(known, nowMs);
      const own = this.recent.filter((slot) => slot.schedule === known.timing.id && slot.utcMs > fromMs);
      return { ...known, decided: new Set(own.map((slot) => slot.key)) };
    });
  }

  /** Does as due.ts says; `crash` stops half-way, before the marks. */
  obey(plan: SlotPlan, wallMs: number, crash: boolean): void {
    this.check(plan, wallMs);
    for (const { slot, catchUp } of plan.due) {
      this.decide(slot);
      this.seen[catchUp ? 'caughtUp' : 'onTime'] += 1;
      if (catchUp) for (const account of accountsOf(slot)) this.catchUps.set(account, wallMs);
      if (crash) return;
    }
    for (const { slot } of plan.missed) this.decide(slot);
    for (const run of plan.runs) this.counted += run.count;
    if (crash) return;
    for (const [id, ms] of plan.decidedMs) this.marks.set(id, Math.max(ms, this.marks.get(id) ?? 0));
    this.seen.missed += plan.missed.length;
    this.seen.waited += plan.waiting.length;
  }

  decide(slot: Slot): void {
    if (this.decided.has(slot.key)) this.faults.push(`${slot.key} decided twice`);
    this.decided.add(slot.key);
    this.recent.push(slot);
    if (this.recent.length > 400) this.recent = this.recent.slice(200);
  }

  check(plan: SlotPlan, wallMs: number): void {
    const busy: string[] = [];
    for (const { slot, catchUp, lateMs } of plan.due) {
      const { withinMs } = planOf(slot).policy;
      if (lateMs < 0 || lateMs > (catchUp ? withinMs : ON_TIME_MS))
        this.faults.push(`${slot.key} served ${lateMs} late`);
      for (const account of accountsOf(slot)) {
        const lastMs = this.catchUps.get(account) ?? 0;
        if (catchUp && lastMs <= wallMs && wallMs - lastMs < APART) this.faults.push(`${slot.key} caught up too soon`);
        if (catchUp && busy.includes(account)) this.faults.push(`${slot.key} caught up beside another on ${account}`);
        busy.push(account);
      }
    }
  }
}

function planOf(slot: Slot): Plan {
  const found = SCHEDULES.find(({ timing: { id } }) => id === slot.schedule);
  if (found === undefined) throw new Error(`no schedule ${slot.schedule}`);
  return found;
}

function accountsOf(slot: Slot): readonly string[] {
  return planOf(slot).accounts;
}

/** Runs the worker through five years. True time only goes on; the wall clock it reads is `skew` off at times. */
function live(roll: () => number): World {
  const world = new World();
  const workers: (number | null)[] = [null, null];
  let skewMs = 0;
  let skewUntilMs = 0;
  for (let trueMs = START; trueMs < END; ) {
    if (skewMs !== 0 && trueMs > skewUntilMs) skewMs = 0;
    const wallMs = trueMs + skewMs;
    const worker = roll() < 0.2 ? 1 : 0;
    const plan = planSlots({
      watched: world.watched(wallMs),
      nowMs: wallMs,
      lastTickMs: workers[worker] ?? null,
      lastCatchUpMs: world.catchUps,
    });
    const crash = roll() < 0.02;
    world.obey(plan, wallMs, crash);
    workers[worker] = crash || roll() < 0.02 ? null : wallMs;
    if (crash) world.seen.crashed += 1;
    else if (workers[worker] === null) world.seen.restarted += 1;
    const event = roll();
    let restMs = Math.min(Math.max(1000, (plan.nextMs ?? END) - wallMs), 6 * HOUR) + roll() * 20_000;
    if (event < 0.02) {
      restMs = roll() * 3 * DAY;
      world.seen.slept += 1;
    } else if (event < 0.025 && skewMs === 0) {
      skewMs = roll() < 0.5 ? -2 * HOUR : 2 * DAY;
      skewUntilMs = trueMs + roll() * 6 * HOUR;
      world.seen.leapt += 1;
    } else if (event < 0.08) {
      restMs = roll() * 2 * HOUR;
    }
    trueMs += restMs;
  }
  return world;
}

describe('five years of schedules over restarts, crashes, two workers, sleeps and clocks that leap', () => {
  it.each([1, 2, 3, 4])('serve no slot twice and lose none silently (run %i)', (run) => {
    const world = live(dice(seed + run));
    const from = END - 4 * DAY;
    const lost = SCHEDULES.flatMap(({ timing: each }) => slotsBetween(each, START, from))
      .filter((slot) => !world.decided.has(slot.key))
      .map((slot) => slot.key);
    expect(world.faults).toEqual([]);
    expect(lost.length, lost.slice(0, 5).join()).toBeLessThanOrEqual(world.counted);
    expect(lost.filter((key) => !key.startsWith('often'))).toEqual([]);
    for (const [what, count] of Object.entries(world.seen)) expect(count, what).toBeGreaterThan(2);
  });
});
