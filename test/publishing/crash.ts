import { OPEN_STATES } from '../../src/delivery/delivery.ts';
import { DEFAULT_TIMING } from '../../src/delivery/timing.ts';
import type { Store } from '../../src/store.ts';
import { publish } from '../../src/worker/publish.ts';
import { violations } from './checker.ts';
import { settlingOf } from './draw.ts';
import { Killed, type Process, type Strike } from './process.ts';
import { Scene } from './scene.ts';
import type { Fate, FateOf } from './world.ts';

/** One run: a thread, a script of fates for its requests, and the effects at which the process is killed. */
export interface CrashCase {
  readonly posts: number;
  readonly whole: boolean;
  /** Fates of the first requests in order; those after them are taken. */
  readonly fates: readonly Fate[];
  /** How many of the first reads fail. */
  readonly blindReads: number;
  /** After which effect each process dies, the first, the second, …; the one after them lives. 0: before any. */
  readonly kills: readonly number[];
  /** How long after a death the next process starts. */
  readonly restartMs: number;
}

export interface CrashResult {
  readonly violations: readonly string[];
  /** Whether the last kill fell: else the thread was finished before. */
  readonly wasKilled: boolean;
  /** Effects of the process that finished it. */
  readonly effects: number;
}

/** Ways to one store: of each process in turn, and of the checker. */
export interface Stores {
  readonly checker: Store;
  /** Of the process that comes after so many deaths. */
  of(deaths: number): Store;
}

let runs = 0;

/** Kills processes at the effects of the case, then lets another one bring the delivery to its end. */
export async function crashOnce(stores: Stores, crash: CrashCase): Promise<CrashResult> {
  const { whole, kills, posts, restartMs } = crash;
  const scene = new Scene(stores.checker, DEFAULT_TIMING, scripted(crash), {
    ...{ settling: settlingOf(whole), whole },
    refusesDuplicates: false,
  });
  const id = `c${++runs}`;
  await scene.plan(id, posts, whole);
  let deaths = 0;
  scene.later(0, async () => {
    while (deaths <= kills.length) {
      const at = kills[deaths];
      const strike: Strike = (effect, _, when) => (isBlow(at, effect, when) ? 'die' : null);
      const process = scene.process(`process-${deaths}`, strike, stores.of(deaths));
      await bringOn(scene, process, id);
      if (!process.isDead) return scene.end();
      deaths++;
      await scene.clock.sleep(restartMs);
    }
  });
  await scene.run();
  return {
    violations: await violations(scene),
    wasKilled: deaths === kills.length,
    effects: scene.processes.at(-1)?.effects ?? 0,
  };
}

function isBlow(at: number | undefined, effect: number, when: 'before' | 'after'): boolean {
  return at === 0 ? when === 'before' : effect === at && when === 'after';
}

/** Until the delivery is at its end, or the process is. */
async function bringOn({ store, clock }: Scene, process: Process, id: string): Promise<void> {
  for (;;) {
    try {
      await publish(process.parts, id);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    if (process.isDead) return;
    const delivery = await store.delivery(id);
    if (delivery === null || !OPEN_STATES.some((state) => state === delivery.state)) return;
    await clock.sleep(Math.max(1_000, (delivery.untilMs ?? 0) - clock.nowMs()));
  }
}

function scripted({ fates, blindReads }: CrashCase): FateOf {
  let sends = 0;
  let reads = 0;
  return {
    send: () => fates[sends++] ?? 'taken',
    look: () => (reads++ < blindReads ? 'unreadable' : 'seen'),
    remove: () => 'taken',
    preflight: () => 'fine',
    tookMs: () => 200,
    lateMs: () => 20_000,
    lagMs: () => 10_000,
  };
}
