import { type Delivery, OPEN_STATES } from '../../src/delivery/delivery.ts';
import { DEFAULT_TIMING } from '../../src/delivery/timing.ts';
import type { Settling } from '../../src/delivery/verdict.ts';
import type { Store } from '../../src/store.ts';
import { publish } from '../../src/worker/publish.ts';
import { newDelivery, plannedPosts } from '../deliveries.ts';
import { violations } from './checker.ts';
import { Killed, Process, type Strike } from './process.ts';
import { type Fate, type FateOf, World, WorldClock } from './world.ts';

/** One run: a thread, a script of fates for its requests, and the one effect at which the process is killed. */
export interface CrashCase {
  readonly posts: number;
  readonly whole: boolean;
  /** Fates of the first requests in order; those after them are taken. */
  readonly fates: readonly Fate[];
  /** How many of the first reads fail. */
  readonly blindReads: number;
  readonly at: number;
  readonly when: 'before' | 'after';
}

export interface CrashResult {
  readonly violations: readonly string[];
  /** Whether the process got as far as to be killed. */
  readonly wasKilled: boolean;
}

const X: Settling = { reads: 2, apartMs: 60_000, quarantineMs: 15 * 60_000 };
const BLUESKY: Settling = { reads: 1, apartMs: 0, quarantineMs: 0 };
const MOST_ROUNDS = 300;

let runs = 0;

/** Kills the first process at one effect, then lets a second one bring the delivery to its end. */
export async function crashOnce(store: Store, crash: CrashCase): Promise<CrashResult> {
  const clock = new WorldClock();
  const settling = crash.whole ? BLUESKY : X;
  const rules = { settling, requestMs: DEFAULT_TIMING.requestMs, refusesDuplicates: crash.whole };
  const world = new World(clock, scripted(crash), rules);
  const id = await plan(store, crash, clock.nowMs());
  const strike: Strike = (effect, _, when) => (effect === crash.at && when === crash.when ? 'die' : null);
  const first = new Process(strike, () => {});
  const delivery = await bringOn(store, id, clock, first, world, 'first');
  if (!first.isDead) return { violations: violations(delivery, world.truth), wasKilled: false };
  clock.pass(21_000);
  const second = new Process(
    () => null,
    () => {},
  );
  const ended = await bringOn(store, id, clock, second, world, 'second');
  return { violations: violations(ended, world.truth), wasKilled: true };
}

async function bringOn(
  store: Store,
  id: string,
  clock: WorldClock,
  process: Process,
  world: World,
  owner: string,
): Promise<Delivery> {
  const parts = process.parts(store, world.publisher(), clock, DEFAULT_TIMING, owner);
  for (let round = 0; round < MOST_ROUNDS && !process.isDead; round++) {
    try {
      await publish(parts, id);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    const delivery = await store.delivery(id);
    if (delivery === null) throw new Error('the delivery is gone');
    if (!OPEN_STATES.some((state) => state === delivery.state)) return delivery;
    clock.pass(Math.max(1_000, (delivery.untilMs ?? 0) - clock.nowMs()));
  }
  const delivery = await store.delivery(id);
  if (delivery === null) throw new Error('the delivery is gone');
  return delivery;
}

async function plan(store: Store, { posts, whole }: CrashCase, createdMs: number): Promise<string> {
  const id = `c${++runs}`;
  const indices = Array.from({ length: posts }, (_, index) => index);
  const steps = whole ? [indices] : indices.map((index) => [index]);
  const article = { id, title: id, source: id, contentHash: id };
  await store.addDelivery(
    newDelivery({ id, article, account: id, createdMs, plan: { posts: plannedPosts(posts), steps, costUsd: 0 } }),
  );
  return id;
}

function scripted({ fates, blindReads }: CrashCase): FateOf {
  let sends = 0;
  let reads = 0;
  return {
    send: () => fates[sends++] ?? 'taken',
    look: () => (reads++ < blindReads ? 'unreadable' : 'seen'),
    tookMs: () => 200,
    lateMs: () => 20_000,
    lagMs: () => 10_000,
  };
}
