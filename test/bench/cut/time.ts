import type { Cutter, Entry } from './entry.ts';

/** Milliseconds of the fastest of some rounds: what the machine does beside can only add to them. */
export function bestOf(rounds: number, task: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) best = Math.min(best, timed(task));
  return best;
}

/** The same for several cutters over all entries, which take turns so that none has a quieter machine. */
export function inTurns<Name extends string>(
  cutters: Readonly<Record<Name, Cutter>>,
  entries: readonly Entry[],
  rounds: number,
): Record<Name, number> {
  const best: Record<string, number> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, cutter] of Object.entries<Cutter>(cutters)) {
      const taken = timed(() => entries.forEach(cutter));
      best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, taken);
    }
  }
  return best;
}

function timed(task: () => void): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}
