import type { Delivery } from '../../src/delivery/delivery.ts';
import { type Random, seededRandom } from '../servers/random.ts';
import { Author } from './author.ts';
import { violations } from './checker.ts';
import { drawnFate, drawnSetting, drawnWaits, type Faults, soonOrLate } from './draw.ts';
import type { MemoryStore } from './memory-store.ts';
import { Scene } from './scene.ts';
import { Workers } from './workers.ts';

/** What is the same in all runs of a set; everything else a run's seed draws. */
export interface Settings extends Faults {
  readonly refusesDuplicates: boolean | 'drawn';
  /** Whether the author interferes: retries, cancels, adopts, takes down. */
  readonly isMeddled: boolean;
}

export interface Simulated {
  readonly deliveries: readonly Delivery[];
  readonly violations: readonly string[];
  readonly seen: ReadonlyMap<string, number>;
}

/** Threads that leave in one request. */
const WHOLE = 0.25;
const SECOND_THREAD = 0.3;
const SUSPENDED = 0.1;
const CLOCK_SET = 0.15;
const PAUSED = 0.1;

/** One or two threads through one world: two workers, kills, pauses and clocks that are set, all drawn from the seed. */
export async function simulate(
  { store, wipe, stands }: MemoryStore,
  seed: number,
  settings: Settings,
): Promise<Simulated> {
  wipe();
  const random = seededRandom(seed);
  const whole = random() < WHOLE;
  const waits = drawnWaits(random, whole);
  const { refusesDuplicates } = settings;
  const scene = new Scene(store, waits.timing, drawnFate(random, waits, settings), {
    ...{ settling: waits.settling, whole },
    refusesDuplicates: refusesDuplicates === 'drawn' ? random() < 0.7 : refusesDuplicates,
  });
  const workers = new Workers(scene, stands, random);
  const author = new Author(scene, random);
  await scene.plan('first', drawnPosts(random), whole);
  if (random() < SECOND_THREAD)
    scene.later(soonOrLate(random, 10, 60_000), () => scene.plan('second', drawnPosts(random), whole));
  const at = (chance: number, work: () => unknown) => {
    if (random() < chance) scene.clock.after(soonOrLate(random, 100, 3_600_000), work);
  };
  at(SUSPENDED, () => {
    scene.world.count('suspended');
    workers.suspend();
  });
  at(CLOCK_SET, () => {
    const ms = drawnSetting(random, waits);
    scene.world.count(ms < 0 ? 'clock-set-back' : 'clock-set-forward');
    scene.clock.set(ms);
  });
  at(PAUSED, () => author.pause());
  scene.isMeddled = settings.isMeddled;
  if (settings.isMeddled) author.begin();
  workers.begin();
  await scene.run();
  return { deliveries: await scene.deliveries(), violations: await violations(scene), seen: scene.world.seen };
}

function drawnPosts(random: Random): number {
  return [1, 2, 3, 9][Math.floor(random() * 4)] ?? 1;
}
