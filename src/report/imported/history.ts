import { type Estimate, estimate } from '../interval.ts';
import type { Numbers } from '../numbers.ts';

/** Where the numbers of a post from before Spool come from. */
export type ImportSource = 'x-archive' | 'x-analytics';

/** A post from the author's own archive or analytics, with the numbers the file holds. */
export interface ImportedPost {
  readonly id: string;
  readonly url: string;
  readonly text: string;
  readonly postedMs: number;
  readonly numbers: Numbers;
}

/** An imported post as the reports see it: as last observed. */
export interface ImportedStanding extends ImportedPost {
  readonly account: string;
  readonly platform: string;
}

/** The log from before Spool, in one view. */
export interface ImportedHistory {
  readonly posts: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Impressions of the posts whose file tells them. */
  readonly impressions: Estimate;
  readonly likes: Estimate;
  /** At most five, the most seen first; by likes where no impressions are known. */
  readonly best: readonly ImportedStanding[];
}

const BEST = 5;

/** `null` where nothing was imported. */
export function importedHistory(posts: readonly ImportedStanding[]): ImportedHistory | null {
  const [first, ...rest] = posts;
  if (first === undefined) return null;
  const known = (name: 'impressions' | 'likes') =>
    posts.map(({ numbers }) => numbers[name]).filter((value) => value !== null);
  const byWorth = (a: ImportedPost, b: ImportedPost) =>
    (b.numbers.impressions ?? -1) - (a.numbers.impressions ?? -1) || (b.numbers.likes ?? -1) - (a.numbers.likes ?? -1);
  return {
    posts: posts.length,
    firstMs: rest.reduce((least, { postedMs }) => Math.min(least, postedMs), first.postedMs),
    lastMs: rest.reduce((most, { postedMs }) => Math.max(most, postedMs), first.postedMs),
    impressions: estimate(known('impressions')),
    likes: estimate(known('likes')),
    best: posts.toSorted(byWorth).slice(0, BEST),
  };
}
