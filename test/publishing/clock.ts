import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/clock.ts';

interface Event {
  readonly atMs: number;
  readonly work: () => void;
}

/**
 * Time for worlds in which several processes run beside each other: it goes from one event to the next, and stands still
 * while anything can go on. The wall clock that processes read may be set; what happens goes by the true time.
 */
export class EventClock implements Clock {
  /**
   * Resolves when all that can run has run. A store in this process answers without leaving the microtasks; tests on a
   * database set this.
   */
  static settle: () => Promise<unknown> = () => setImmediate();
  #trueMs = Date.UTC(2026, 10, 24, 9);
  #wrongMs = 0;
  #wasSet = false;
  /** In order; what was asked for first comes first among those of one moment. */
  readonly #events: Event[] = [];

  /** What the processes believe. */
  nowMs(): number {
    return this.#trueMs + this.#wrongMs;
  }

  trueMs(): number {
    return this.#trueMs;
  }

  /** Somebody sets the wall clock, forward or back; no time passes. */
  set(byMs: number): void {
    this.#wrongMs += byMs;
    this.#wasSet = true;
  }

  get wasSet(): boolean {
    return this.#wasSet;
  }

  after(ms: number, work: () => void): () => void {
    const event = { atMs: this.#trueMs + Math.max(0, Math.round(ms)), work };
    const place = this.#events.findIndex(({ atMs }) => atMs > event.atMs);
    this.#events.splice(place === -1 ? this.#events.length : place, 0, event);
    return () => {
      const at = this.#events.indexOf(event);
      if (at !== -1) this.#events.splice(at, 1);
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Timers do not follow the wall clock. */
  every(ms: number, work: () => void): () => void {
    let stop = this.after(ms, again);
    const clock = this;
    function again() {
      stop = clock.after(ms, again);
      work();
    }
    return () => stop();
  }

  /** Goes on to the next event, and lets everything run that it sets off; `false` where there is none. */
  async next(): Promise<boolean> {
    const event = this.#events.shift();
    if (event === undefined) return false;
    this.#trueMs = event.atMs;
    event.work();
    await EventClock.settle();
    return true;
  }
}
