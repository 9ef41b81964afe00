import type { Compared, ComparedThread, Grouping } from './groups.ts';
import { type Estimate, estimate, FEWEST } from './interval.ts';
import { type Measure, measured, measureOf } from './numbers.ts';

export interface Group extends Estimate {
  readonly name: string;
}

/** Which groups of one platform's threads do best, and whether that can be said. */
export interface Comparison {
  readonly by: Grouping['by'];
  readonly platform: string;
  readonly measure: Measure;
  /** The measure is divided by the number of posts. */
  readonly perPost: boolean;
  readonly groups: readonly Group[];
  /** In words, without a final stop. */
  readonly verdict: string;
  /** The group that does better than every other one that can be judged; `null` where none can be said to. */
  readonly best: string | null;
}

/** Compares the threads of one platform by every grouping. */
export function compareBy(groupings: readonly Grouping[], platform: string, all: readonly Compared[]): Comparison[] {
  const own = all.filter(({ thread }) => thread.platform === platform);
  const measure = measureOf(own.map(({ numbers }) => numbers));
  const known: Judged[] = [];
  for (const { thread, numbers } of own) {
    const value = measured(numbers, measure);
    if (value !== null) known.push({ thread, value });
  }
  return groupings.map((grouping) => {
    const groups = groupsOf(grouping, known);
    return {
      by: grouping.by,
      ...{ platform, measure, groups },
      perPost: grouping.perPost ?? false,
      ...verdictOf(groups),
    };
  });
}

/** A thread with the number it is judged by. */
interface Judged {
  readonly thread: ComparedThread;
  readonly value: number;
}

function groupsOf(grouping: Grouping, all: readonly Judged[]): readonly Group[] {
  const values = new Map<string, number[]>();
  for (const { thread, value } of all) {
    const name = grouping.groupOf(thread);
    const group = values.get(name) ?? [];
    group.push(grouping.perPost ? value / thread.posts : value);
    values.set(name, group);
  }
  const { order } = grouping;
  const place = (name: string) => order?.indexOf(name) ?? 0;
  return [...values]
    .map(([name, own]) => ({ name, ...estimate(own) }))
    .toSorted((a, b) => place(a.name) - place(b.name) || (a.name < b.name ? -1 : 1));
}

/** One group is best only where its interval lies above that of every other one that has an interval. */
function verdictOf(groups: readonly Group[]): Pick<Comparison, 'best' | 'verdict'> {
  const judged = groups.flatMap(({ name, interval, median }) =>
    interval === null ? [] : [{ name, interval, median }],
  );
  if (judged.length === 0) {
    return { best: null, verdict: `Too few to say: nothing is compared below ${FEWEST} threads of a kind` };
  }
  const [first, ...rest] = judged.toSorted((a, b) => (b.median ?? 0) - (a.median ?? 0));
  if (first === undefined || rest.length === 0) {
    return { best: null, verdict: `There is nothing to compare ${judged[0]?.name ?? 'it'} with yet` };
  }
  if (rest.every(({ interval }) => interval.high < first.interval.low)) {
    return { best: first.name, verdict: `${capital(first.name)} does best, and that is more than chance` };
  }
  const worse = rest.filter(({ interval }) => interval.high < first.interval.low).map(({ name }) => name);
  if (worse.length > 0) {
    return {
      best: null,
      verdict: `${capital(first.name)} does better than ${listed(worse)}; the rest is too close to say`,
    };
  }
  return { best: null, verdict: 'Too close to say: the intervals overlap' };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
