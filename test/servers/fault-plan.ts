import type { Random } from './random.ts';

/** Which requests a fault is for. */
export interface Aim {
  /** Names of endpoints (stand-in) or XRPC methods (proxy); left out: every request. */
  readonly on?: string | readonly string[];
  /** Matching requests let through before the first hit. Default 0. */
  readonly skip?: number;
  /** Hits before the rule is spent. Default 1, or without end where `chance` is given. */
  readonly times?: number;
  /** Probability of a hit at each matching request. Default 1. */
  readonly chance?: number;
}

interface Rule<F> {
  readonly fault: F;
  readonly on: ReadonlySet<string> | null;
  readonly chance: number;
  skip: number;
  times: number;
}

/**
 * Decides which request meets which fault: rules are asked in the order they were added, and the first that hits wins.
 * One rule with `skip` is a script, one with `chance` a seeded random mix.
 */
export class FaultPlan<F> {
  readonly #rules: Rule<F>[] = [];
  readonly #random: Random;
  /** How often each kind of fault was taken, by its label: a run in which one never happened proves nothing. */
  readonly seen = new Map<string, number>();
  readonly #label: (fault: F) => string;

  constructor(random: Random, label: (fault: F) => string) {
    this.#random = random;
    this.#label = label;
  }

  add(fault: F, aim: Aim = {}): void {
    const { on, skip = 0, chance = 1, times = aim.chance === undefined ? 1 : Number.POSITIVE_INFINITY } = aim;
    this.#rules.push({ fault, on: on === undefined ? null : new Set([on].flat()), skip, chance, times });
  }

  /** One entry per coming request of an endpoint: `null` lets it through. */
  script(on: string, faults: readonly (F | null)[]): void {
    for (const [skip, fault] of faults.entries()) if (fault !== null) this.add(fault, { on, skip });
  }

  clear(): void {
    this.#rules.length = 0;
  }

  /** The fault of this request, if any. Asking counts as one request. */
  take(name: string): F | null {
    let hit: F | null = null;
    for (const rule of this.#rules) {
      if (rule.times <= 0 || !(rule.on?.has(name) ?? true)) continue;
      if (rule.skip > 0) rule.skip -= 1;
      else if (hit === null && this.#random() < rule.chance) {
        rule.times -= 1;
        hit = rule.fault;
      }
    }
    if (hit !== null) this.#count(this.#label(hit));
    return hit;
  }

  #count(label: string): void {
    this.seen.set(label, (this.seen.get(label) ?? 0) + 1);
  }
}
