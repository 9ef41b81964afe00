import { DUE_STATES } from '../../src/delivery/delivery.ts';
import { halfSinceMs } from '../../src/delivery/half.ts';
import { embeddedQueue } from '../../src/queues/embedded/queue.ts';
import type { WorkerParts } from '../../src/worker/parts.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { HOST } from '../deliveries.ts';
import type { Random } from '../servers/random.ts';
import { soonOrLate } from './draw.ts';
import type { MemoryStore } from './memory-store.ts';
import type { Blow, Process } from './process.ts';
import { ACCOUNT, type Scene } from './scene.ts';
import { settings } from './settings.ts';

/** At every effect; half of them before it, half right after. */
const DIES = 0.02;
const SLEEPS = 0.02;
/** Longest sleep of a process, and of the whole machine. */
const SLEEP_MS = 600_000;
/** How much later than due an alarm may be: a worker may be asleep, or gone. */
const LATE_MS = 2 * 3_600_000;

/** Two real workers on one store, the second a while after the first; one that is killed is started again. */
export class Workers {
  #started = 0;
  readonly #running = new Set<Process>();
  readonly #scene: Scene;
  readonly #stands: MemoryStore['stands'];
  readonly #random: Random;

  constructor(scene: Scene, stands: MemoryStore['stands'], random: Random) {
    this.#scene = scene;
    this.#stands = stands;
    this.#random = random;
  }

  begin(): void {
    for (const place of [0, 1])
      this.#scene.clock.after(place * soonOrLate(this.#random, 10, 60_000), () => void this.#keepAlive());
  }

  /** The machine is suspended with everything that runs on it. */
  suspend(): void {
    const ms = this.#random() * SLEEP_MS;
    for (const process of this.#running) process.sleep(ms);
  }

  async #keepAlive(): Promise<void> {
    for (;;) {
      await this.#live(this.#scene.process(`worker-${++this.#started}`, (_, name) => this.#strike(name)));
      await this.#scene.clock.sleep(soonOrLate(this.#random, 100, 60_000));
    }
  }

  /** Ticks until it is killed. */
  async #live(process: Process): Promise<void> {
    const worker = createWorker(workerParts(process), embeddedQueue(32));
    this.#running.add(process);
    for (;;) {
      await worker.tick();
      await worker.idle();
      if (process.isDead) break;
      const due = this.#stands().filter(({ state }) => DUE_STATES.some((each) => each === state));
      if (due.length === 0 && this.#scene.isQuiet && !(await this.#awaitsAlarm())) this.#scene.end();
      await this.#scene.clock.sleep(this.#pauseMs(due));
    }
    this.#running.delete(process);
  }

  /** Whether a half thread is left to the author of which nobody has told loudly yet. */
  async #awaitsAlarm(): Promise<boolean> {
    if (!this.#stands().some(({ state }) => state === 'needs-author')) return false;
    const { world, timing, clock, processes } = this.#scene;
    const events = processes.flatMap((process) => process.events);
    for (const delivery of await this.#scene.deliveries()) {
      const sinceMs = halfSinceMs(delivery);
      const isTold = events.some(
        (each) => each.event === 'half-thread' && each.delivery === delivery.id && each.sinceMs === sinceMs,
      );
      if (sinceMs === null || isTold) continue;
      if (clock.nowMs() - sinceMs < timing.alarmMs + LATE_MS) return true;
      world.wrongs.push(`nobody was told that ${delivery.id} is half-way`);
    }
    return false;
  }

  /** Most often just as long as it takes until something is to be done, sometimes far longer. */
  #pauseMs(due: ReturnType<MemoryStore['stands']>): number {
    const nowMs = this.#scene.clock.nowMs();
    const nextMs = Math.min(...due.map(({ untilMs }) => untilMs ?? nowMs), nowMs + 3_600_000);
    return Math.max(1_000, nextMs - nowMs) + this.#random() * (this.#random() < 0.1 ? 600_000 : 5_000);
  }

  #strike(name: string): Blow {
    const draw = this.#random() * 2;
    const { world } = this.#scene;
    if (draw < DIES) {
      world.count(`killed at ${name}`);
      world.count('killed');
      return 'die';
    }
    if (draw >= DIES + SLEEPS) return null;
    world.count('slept');
    return { sleepMs: this.#random() * SLEEP_MS };
  }
}

const library = { scan: async () => settings.nothing };

/** A worker that has no schedule to serve. */
function workerParts(process: Process): WorkerParts {
  const never = () => Promise.reject(new Error(`nothing of ${ACCOUNT} is planned here`));
  const studio = { read: async () => [], picture: never, plan: never };
  return { ...process.parts, config: settings.config, library, studio, zoneData: 'none', host: HOST };
}
