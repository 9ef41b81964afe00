import type { Snapshot } from './snapshot.ts';

/** What a platform tells of a post or a thread. `null`: it tells no such number. */
export type Numbers = Pick<Snapshot, NumberName>;

/** Names of the numbers, in the order in which every face shows them. */
export const NUMBER_NAMES = ['impressions', 'likes', 'reposts', 'replies', 'quotes', 'bookmarks'] as const;

export type NumberName = (typeof NUMBER_NAMES)[number];

/** The engagement that X and Bluesky both report: what the two can be compared by. */
export const SHARED_NAMES = ['likes', 'reposts', 'replies', 'quotes'] as const satisfies readonly NumberName[];

/** Every face of the numbers says this where Bluesky is among them. A sentence without a final stop. */
export const NO_IMPRESSIONS =
  'Bluesky tells nobody how often a post was seen: it has no impressions, and a missing number is not zero';

export const NOTHING: Numbers = {
  impressions: null,
  likes: null,
  reposts: null,
  replies: null,
  quotes: null,
  bookmarks: null,
};

/** The sum of what is known of each number; `null` where none of them is. */
export function sumOf(all: readonly Numbers[]): Numbers {
  return all.reduce((sum, each) => combine(sum, each, (a, b) => a + b), NOTHING);
}

/** One thing done number by number; where one of the two is missing, the other stands. */
function combine(a: Numbers, b: Numbers, work: (a: number, b: number) => number): Numbers {
  const of = (name: NumberName) => {
    const [first, second] = [a[name], b[name]];
    return first === null || second === null ? (first ?? second) : work(first, second);
  };
  return {
    impressions: of('impressions'),
    likes: of('likes'),
    reposts: of('reposts'),
    replies: of('replies'),
    quotes: of('quotes'),
    bookmarks: of('bookmarks'),
  };
}

/** Likes, reposts, replies and quotes together; `null` where none is known. */
export function sharedEngagement(numbers: Numbers): number | null {
  const known = SHARED_NAMES.map((name) => numbers[name]).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** What a thread is judged by: impressions where the platform tells them, else the engagement it does tell. */
export type Measure = 'impressions' | 'engagement';

export function measured(numbers: Numbers, measure: Measure): number | null {
  return measure === 'impressions' ? numbers.impressions : sharedEngagement(numbers);
}

/** Impressions if any of these has some, engagement otherwise. */
export function measureOf(all: readonly Numbers[]): Measure {
  return all.some(({ impressions }) => impressions !== null) ? 'impressions' : 'engagement';
}
