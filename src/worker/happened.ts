import type { SpoolEvent } from './events.ts';

/** Counts what the worker tells of, for as long as the process lives. */
export class Happened {
  readonly #counts = new Map<string, number>();

  note(event: SpoolEvent): void {
    this.#add(event.event);
    if (event.event === 'state-changed' && event.state === 'uncertain') this.#add('uncertain');
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  #add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }
}
