import type { Clock } from '../../src/clock.ts';
import type { Timing } from '../../src/delivery/timing.ts';
import type { Publisher } from '../../src/platform.ts';
import type { Store } from '../../src/store.ts';
import type { SpoolEvent } from '../../src/worker/events.ts';
import type { PublishingParts } from '../../src/worker/parts.ts';

/** What a killed process throws at itself: nothing in the program may catch it and go on. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** Decides, at every effect, whether the process dies before it or right after it, or sleeps. */
export type Strike = (
  effect: number,
  name: string,
  when: 'before' | 'after',
) => 'die' | { readonly sleepMs: number } | null;

/**
 * A worker's process as far as it matters for crashes: every effect on the store or the platform passes one gate, at
 * which it can be killed. Dead, it does nothing any more, not even what stands in its `finally` blocks.
 */
export class Process {
  isDead = false;
  effects = 0;
  readonly events: SpoolEvent[] = [];
  readonly #strike: Strike;
  readonly #sleep: (ms: number) => void;

  constructor(strike: Strike, sleep: (ms: number) => void) {
    this.#strike = strike;
    this.#sleep = sleep;
  }

  parts(store: Store, publisher: Publisher, clock: Clock, timing: Timing, owner: string): PublishingParts {
    const gatedPublisher = this.#gate(publisher, ['send', 'look', 'measure']);
    return {
      store: this.#gate(store, STORE_EFFECTS),
      clock: {
        nowMs: () => clock.nowMs(),
        every: (ms, work) => clock.every(ms, () => (this.isDead ? undefined : work())),
      },
      timing,
      owner,
      stopping: new AbortController().signal,
      emit: (event) => this.events.push(event),
      publisherFor: () => gatedPublisher,
      budget: { sendUsd: 0 },
    };
  }

  /** The same object, with these of its methods led through the gate. */
  #gate<T extends object>(target: T, names: readonly string[]): T {
    return new Proxy(target, {
      get: (object, key, receiver) => {
        const value: unknown = Reflect.get(object, key, receiver);
        if (typeof value !== 'function' || typeof key !== 'string' || !names.includes(key)) return value;
        return (...given: unknown[]) => this.#effect(key, () => Reflect.apply(value, object, given));
      },
    });
  }

  async #effect(name: string, work: () => unknown): Promise<unknown> {
    const effect = ++this.effects;
    this.#meet(this.#strike(effect, name, 'before'));
    const result = await work();
    this.#meet(this.#strike(effect, name, 'after'));
    return result;
  }

  #meet(blow: ReturnType<Strike>): void {
    if (blow === 'die') this.isDead = true;
    else if (blow !== null) this.#sleep(blow.sleepMs);
    if (this.isDead) throw new Killed('killed');
  }
}

const STORE_EFFECTS = [
  ...['delivery', 'takeLease', 'dropLease', 'recordIntent', 'recordOutcome', 'recordAbsence', 'changeState'],
];
