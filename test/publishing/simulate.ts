import type { Delivery } from '../../src/delivery/delivery.ts';
import { OPEN_STATES } from '../../src/delivery/delivery.ts';
import { DEFAULT_TIMING, type Timing } from '../../src/delivery/timing.ts';
import type { Settling } from '../../src/delivery/verdict.ts';
import type { Store } from '../../src/store.ts';
import { publish } from '../../src/worker/publish.ts';
import { newDelivery, plannedPosts } from '../deliveries.ts';
import { type Random, seededRandom } from '../servers/random.ts';
import { violations } from './checker.ts';
import { Killed, Process } from './process.ts';
import { type Fate, type FateOf, type Truth, World, WorldClock } from './world.ts';

export interface Simulated {
  readonly delivery: Delivery;
  readonly violations: readonly string[];
  readonly seen: ReadonlyMap<string, number>;
  readonly truth: readonly Truth[];
}

export interface Settings {
  readonly seed: number;
  readonly posts: number;
  /** All posts in one request, as on Bluesky. */
  readonly whole: boolean;
  /** Whether the platform may show a post later than the protocol waits for it: then duplicates are to be expected. */
  readonly lagBeyondWait: boolean;
  readonly refusesDuplicates: boolean;
}

/** Chance of each fate of a request; the rest is taken and answered. */
const HARSH: readonly (readonly [Fate, number])[] = [
  ['lost-answer', 0.08],
  ['refused', 0.08],
  ['late', 0.04],
  ['never-arrived', 0.03],
  ['rate-limited', 0.02],
];
const LOOK_FAILS = 0.1;
const DIES = 0.02;
const SLEEPS = 0.02;
/** No delivery is open longer than this with the default waiting times; ten times as long with the longest ones. */
const MOST_ROUNDS = 4_000;

/** One delivery through one world, two workers, kills, pauses and clock jumps, all drawn from the seed. */
export async function simulate(store: Store, settings: Settings): Promise<Simulated> {
  const random = seededRandom(settings.seed);
  const stretch = 10 ** (random() * 2 - 1);
  const timing = stretched(DEFAULT_TIMING, stretch);
  const settling: Settling = settings.whole
    ? { reads: 1, apartMs: 0, quarantineMs: 0 }
    : { reads: 2, apartMs: 60_000 * stretch, quarantineMs: 15 * 60_000 * stretch };
  const clock = new WorldClock();
  const fate = drawnFate(random, settling, timing, settings);
  const world = new World(clock, fate, {
    settling,
    requestMs: timing.requestMs,
    refusesDuplicates: settings.refusesDuplicates || settings.whole,
  });
  const id = await plan(store, settings, clock.nowMs());
  const workers = new Workers(store, world, clock, timing, random);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await workers.round(id);
    const delivery = await store.delivery(id);
    if (delivery === null) throw new Error('the delivery is gone');
    if (!OPEN_STATES.some((state) => state === delivery.state)) return verdict(delivery, world);
    clock.pass(waitMs(delivery, clock.nowMs(), random));
  }
  const delivery = await store.delivery(id);
  if (delivery === null) throw new Error('the delivery is gone');
  return verdict(delivery, world);
}

function verdict(delivery: Delivery, world: World): Simulated {
  return { delivery, violations: violations(delivery, world.truth), seen: world.seen, truth: world.truth };
}

function stretched(timing: Timing, by: number): Timing {
  const { resends, ...times } = timing;
  const entries = Object.entries(times).map(([name, ms]) => [name, name === 'giveUpMs' ? ms * 10 : ms * by]);
  return { ...timing, ...Object.fromEntries(entries), resends };
}

async function plan(store: Store, { seed, posts, whole }: Settings, createdMs: number): Promise<string> {
  const id = `s${seed}-${posts}-${whole ? 'whole' : 'each'}`;
  const indices = Array.from({ length: posts }, (_, index) => index);
  const steps = whole ? [indices] : indices.map((index) => [index]);
  const article = { id, title: id, source: id, contentHash: id };
  await store.addDelivery(
    newDelivery({ id, article, account: id, createdMs, plan: { posts: plannedPosts(posts), steps, costUsd: 0 } }),
  );
  return id;
}

/** Most often just as long as it takes until something is to be done, sometimes far longer. */
function waitMs(delivery: Delivery, nowMs: number, random: Random): number {
  const untilMs = delivery.untilMs ?? nowMs;
  return Math.max(1_000, untilMs - nowMs) + random() * (random() < 0.1 ? 600_000 : 5_000);
}

function drawnFate(random: Random, settling: Settling, timing: Timing, settings: Settings): FateOf {
  const mostLagMs = settings.lagBeyondWait ? settling.quarantineMs * 4 : settling.quarantineMs * 0.6;
  return {
    send() {
      let draw = random();
      for (const [fate, chance] of HARSH) {
        if (draw < chance) return fate;
        draw -= chance;
      }
      return 'taken';
    },
    look: () => (random() < LOOK_FAILS ? 'unreadable' : 'seen'),
    tookMs: () => random() * Math.min(2_000, timing.requestMs / 2),
    lateMs: () => random() * settling.quarantineMs * 0.3,
    lagMs: () => (random() < 0.5 ? 0 : random() * mostLagMs),
  };
}

/** Two processes on one store; a killed one is followed by another with a new name. */
class Workers {
  readonly #running: (Process | null)[] = [null, null];
  #started = 0;
  readonly #store: Store;
  readonly #world: World;
  readonly #clock: WorldClock;
  readonly #timing: Timing;
  readonly #random: Random;

  constructor(store: Store, world: World, clock: WorldClock, timing: Timing, random: Random) {
    this.#store = store;
    this.#world = world;
    this.#clock = clock;
    this.#timing = timing;
    this.#random = random;
  }

  async round(id: string): Promise<void> {
    if (this.#random() < 0.01) {
      this.#world.count('clock-jump');
      this.#clock.jump(this.#random() < 0.5 ? -7_200_000 * this.#random() : 3_600_000 * this.#random());
    }
    await Promise.all(this.#running.map((_, place) => this.#work(place, id)));
  }

  async #work(place: number, id: string): Promise<void> {
    const process = this.#running[place] ?? this.#start();
    this.#running[place] = process;
    const parts = process.parts(
      this.#store,
      this.#world.publisher(),
      this.#clock,
      this.#timing,
      `w${place}-${this.#started}`,
    );
    try {
      await publish(parts, id);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.#world.count('killed');
      this.#running[place] = null;
    }
  }

  #start(): Process {
    this.#started++;
    const strike = () => {
      const draw = this.#random();
      if (draw < DIES) return 'die' as const;
      return draw < DIES + SLEEPS ? { sleepMs: this.#random() * 600_000 } : null;
    };
    return new Process(strike, (ms) => {
      this.#world.count('slept');
      this.#clock.jump(ms);
    });
  }
}
