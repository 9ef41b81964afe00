import type { Clock } from '../../src/clock.ts';

/** A clock that moves only when it is told to; what was asked to be done every so often is done on the way. */
export class WorldClock implements Clock {
  #nowMs = Date.UTC(2026, 10, 24, 9);
  readonly #repeated = new Set<{ nextMs: number; readonly ms: number; readonly work: () => void }>();

  nowMs(): number {
    return this.#nowMs;
  }

  every(ms: number, work: () => void): () => void {
    const repeated = { nextMs: this.#nowMs + ms, ms, work };
    this.#repeated.add(repeated);
    return () => this.#repeated.delete(repeated);
  }

  /** The processes sleep: the wall clock moves, and nothing that was to be repeated is done meanwhile. */
  jump(ms: number): void {
    this.#nowMs += ms;
    for (const repeated of this.#repeated) repeated.nextMs = this.#nowMs + repeated.ms;
  }

  pass(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = [...this.#repeated].filter((each) => each.nextMs <= endMs).sort((a, b) => a.nextMs - b.nextMs)[0];
      if (due === undefined) break;
      this.#nowMs = Math.max(this.#nowMs, due.nextMs);
      due.nextMs += due.ms;
      due.work();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }
}
