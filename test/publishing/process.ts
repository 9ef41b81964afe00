import type { Timing } from '../../src/delivery/timing.ts';
import type { Publisher } from '../../src/publisher.ts';
import type { Store } from '../../src/store.ts';
import type { SpoolEvent } from '../../src/worker/events.ts';
import type { PublishingParts } from '../../src/worker/parts.ts';
import type { EventClock } from './clock.ts';

/** What a killed process throws at itself: nothing in the program may catch it and go on. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** What may befall a process at an effect. */
export type Blow = 'die' | { readonly sleepMs: number } | null;

/** Decides, before an effect and right after it, what befalls the process. Effects are counted from 1. */
export type Strike = (effect: number, name: string, when: 'before' | 'after') => Blow;

/** What a process has of the world around it. */
export interface Surroundings {
  readonly store: Store;
  readonly publisher: Publisher;
  readonly clock: EventClock;
  readonly timing: Timing;
  readonly owner: string;
  /** Told of every effect that was done, before anything befalls the process. */
  readonly onDone: (done: Done) => void;
}

export interface Done {
  readonly name: string;
  readonly given: readonly unknown[];
  readonly result: unknown;
}

/**
 * A worker's process as far as it matters for crashes: every effect on the store or the platform passes one gate, at
 * which it can be killed or stopped for a while. Dead, it does nothing any more, not even what stands in its `finally`
 * blocks. Reading the store is no effect: a kill there leaves what the kill after the effect before left.
 */
export class Process {
  isDead = false;
  effects = 0;
  readonly events: SpoolEvent[] = [];
  readonly parts: PublishingParts;
  readonly #strike: Strike;
  readonly #clock: EventClock;
  readonly #onDone: Surroundings['onDone'];
  #asleepUntilMs = 0;

  constructor({ store, publisher, clock, timing, owner, onDone }: Surroundings, strike: Strike) {
    this.#strike = strike;
    this.#clock = clock;
    this.#onDone = onDone;
    const gatedPublisher = this.#gate(publisher, PLATFORM_EFFECTS);
    this.parts = {
      store: this.#gate(store, STORE_EFFECTS),
      clock: {
        nowMs: () => clock.nowMs(),
        every: (ms, work) => clock.every(ms, () => (this.#isAway() ? undefined : work())),
      },
      timing,
      owner,
      stopping: new AbortController().signal,
      emit: (event) => this.events.push(event),
      publisherFor: () => gatedPublisher,
      forbids: () => null,
      budget: { sendUsd: 0 },
    };
  }

  /** Stopped for so long, together with its timers: the machine is suspended, or the process alone. */
  sleep(ms: number): void {
    this.#asleepUntilMs = Math.max(this.#asleepUntilMs, this.#clock.trueMs() + Math.round(ms));
  }

  /** Until when, by the true time, it was last away. */
  get awayMs(): number {
    return this.#asleepUntilMs;
  }

  #isAway(): boolean {
    return this.isDead || this.#clock.trueMs() < this.#asleepUntilMs;
  }

  /** The same object, with these of its methods led through the gate. */
  #gate<T extends object>(target: T, names: ReadonlySet<string>): T {
    return new Proxy(target, {
      get: (object, key, receiver) => {
        const value: unknown = Reflect.get(object, key, receiver);
        if (typeof value !== 'function' || typeof key !== 'string') return value;
        const call = (given: readonly unknown[]) => Reflect.apply(value, object, given);
        return names.has(key)
          ? (...given: unknown[]) => this.#effect(key, given, () => call(given))
          : (...given: unknown[]) => this.#read(() => call(given));
      },
    });
  }

  async #read(work: () => unknown): Promise<unknown> {
    if (this.isDead) throw new Killed('killed');
    return work();
  }

  async #effect(name: string, given: readonly unknown[], work: () => unknown): Promise<unknown> {
    const effect = ++this.effects;
    await this.#meet(this.#strike(effect, name, 'before'));
    const result = await work();
    this.#onDone({ name, given, result });
    await this.#meet(this.#strike(effect, name, 'after'));
    return result;
  }

  async #meet(blow: Blow): Promise<void> {
    if (blow === 'die') this.isDead = true;
    else if (blow !== null) this.sleep(blow.sleepMs);
    if (this.isDead) throw new Killed('killed');
    const asleepMs = this.#asleepUntilMs - this.#clock.trueMs();
    if (asleepMs > 0) {
      await this.#clock.sleep(asleepMs);
      await this.#meet(null);
    }
  }
}

const STORE_EFFECTS = new Set([
  ...['takeLease', 'dropLease', 'recordIntent', 'recordOutcome', 'recordAbsence', 'changeState'],
  ...['recordRemoval', 'recordReceipts'],
]);
const PLATFORM_EFFECTS = new Set(['preflight', 'seal', 'send', 'look', 'remove']);
