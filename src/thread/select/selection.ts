import type { Bundle } from './bundles.ts';
import type { Reading, Sentence } from './reading.ts';
import type { Weighed, Worth } from './worth.ts';

/** What a repeated term is worth, times over, of its first mention. */
const repeated = 0.5;
/** A sentence beside a chosen one makes a run, which is read with less effort than two of different places. */
const beside = 1.3;
/** A run of this many UTF-16 units fills a post: it need not grow. */
const fullRun = 240;
/** How much a sentence's length counts against it: 0 not at all, 1 in proportion. */
const thrift = 0.6;

/** The sentences taken so far, and what a further bundle would add to them. */
export class Selection {
  readonly #sentences: readonly Sentence[];
  readonly #worths: readonly Worth[];
  readonly #weights: ReadonlyMap<string, number>;
  readonly #richest: number;
  readonly #taken = new Set<number>();
  readonly #mentions = new Map<string, number>();
  readonly #inSection = new Map<number, number>();

  constructor({ sentences }: Reading, { worths, weights }: Weighed) {
    this.#sentences = sentences;
    this.#worths = worths;
    this.#weights = weights;
    this.#richest = worths.reduce((most, worth) => Math.max(most, this.#content(worth)), 1e-9);
  }

  /** What the bundle adds for its length; 0 where all of it is taken. */
  gain({ first, last }: Bundle): number {
    let value = 0;
    let units = 0;
    for (let index = first; index <= last; index += 1) {
      const sentence = this.#sentences[index];
      const worth = this.#worths[index];
      if (sentence === undefined || worth === undefined || this.#taken.has(index)) continue;
      value += worth.fitness * (this.telling(index) + standingOf(worth)) * this.#company(sentence);
      units += sentence.text.length;
    }
    return value / (units + 40) ** thrift;
  }

  add({ first, last }: Bundle): void {
    for (let index = first; index <= last; index += 1) {
      const section = this.#sentences[index]?.section ?? 0;
      if (this.#taken.has(index)) continue;
      this.#taken.add(index);
      this.#inSection.set(section, (this.#inSection.get(section) ?? 0) + 1);
      for (const term of this.#worths[index]?.terms.keys() ?? [])
        this.#mentions.set(term, (this.#mentions.get(term) ?? 0) + 1);
    }
  }

  /** How much a sentence says of what the article is about, from 0 to 1, less what the selection says already. */
  telling(index: number): number {
    const worth = this.#worths[index];
    return worth === undefined ? 0 : this.#content(worth) / this.#richest;
  }

  #content({ terms }: Worth): number {
    let sum = 0;
    for (const term of terms.keys()) {
      sum += (this.#weights.get(term) ?? 0) * repeated ** (this.#mentions.get(term) ?? 0);
    }
    return sum / Math.sqrt(terms.size + 1);
  }

  /** What its neighbours in the selection make of a sentence. */
  #company(sentence: Sentence): number {
    const crowd = 1 / (1 + 0.25 * (this.#inSection.get(sentence.section) ?? 0));
    const run = this.#runAround(sentence);
    return run > 0 && run + sentence.text.length <= fullRun ? crowd * beside : crowd;
  }

  /** UTF-16 units of the chosen sentences right around one in its paragraph. */
  #runAround({ index, passage }: Sentence): number {
    let units = 0;
    for (const step of [-1, 1]) {
      for (let at = index + step; this.#taken.has(at) && this.#sentences[at]?.passage === passage; at += step) {
        units += this.#sentences[at]?.text.length ?? 0;
        if (units > fullRun) return units;
      }
    }
    return units;
  }
}

function standingOf({ marks }: Worth): number {
  return marks.reduce((sum, { value }) => sum + value, 0);
}
