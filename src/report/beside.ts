import type { Compared } from './groups.ts';
import { type Estimate, estimate } from './interval.ts';
import { type NumberName, SHARED_NAMES, sharedEngagement } from './numbers.ts';

/** Two platforms side by side, by articles that went to both. */
export interface Beside {
  readonly platforms: readonly [string, string];
  /** Articles that went to both and were read at the same age. */
  readonly articles: number;
  readonly rows: readonly BesideRow[];
}

export interface BesideRow {
  readonly number: NumberName | 'engagement';
  readonly first: Estimate;
  readonly second: Estimate;
  /** In how many of the articles the one, or the other, had more. */
  readonly firstAhead: number;
  readonly secondAhead: number;
}

type Pair = readonly [Compared, Compared];

/** Only the engagement that both report; of an article that went to a platform repeatedly, the first time. */
export function besideEachOther(platforms: readonly [string, string], all: readonly Compared[]): Beside {
  const pairs = pairsOf(platforms, all);
  const names = [...SHARED_NAMES, 'engagement'] as const;
  return { platforms, articles: pairs.length, rows: names.map((name) => rowOf(name, pairs)) };
}

function pairsOf([first, second]: readonly [string, string], all: readonly Compared[]): readonly Pair[] {
  const inOrder = all.toSorted((a, b) => a.thread.firstMs - b.thread.firstMs);
  return [...Map.groupBy(inOrder, ({ thread }) => thread.articleId).values()].flatMap((threads): Pair[] => {
    const one = threads.find(({ thread }) => thread.platform === first);
    const other = threads.find(({ thread }) => thread.platform === second);
    return one === undefined || other === undefined ? [] : [[one, other]];
  });
}

function rowOf(number: BesideRow['number'], pairs: readonly Pair[]): BesideRow {
  const own = ({ numbers }: Compared) => (number === 'engagement' ? sharedEngagement(numbers) : numbers[number]);
  const known = pairs.flatMap(([one, other]) => {
    const [a, b] = [own(one), own(other)];
    return a === null || b === null ? [] : [{ a, b }];
  });
  return {
    number,
    first: estimate(known.map(({ a }) => a)),
    second: estimate(known.map(({ b }) => b)),
    firstAhead: known.filter(({ a, b }) => a > b).length,
    secondAhead: known.filter(({ a, b }) => b > a).length,
  };
}
