/**
 * Which article a slot gives to an account. One slot, one article: an archive of 200 goes out one slot at a time.
 *
 * `next`: the oldest, by publication date and then path, that has not gone to this account in its present mode, by any
 * schedule or by hand. Articles without a date come after all dated ones, by path. `{tag}`: the same among those with
 * the tag. `{file}`: that file, once. `evergreen`: the one whose last delivery lies furthest back; one that never went
 * comes before all, oldest first; each rests for the cool-down and repeats at most so often.
 *
 * For all of them: an article dated later than the slot waits for its date; one that names another schedule or other
 * accounts is left to them; one with an `at` goes at that instant only (under `then: next-slot`, where that instant was
 * missed, at its schedule's next slot, ahead of the others). `since` leaves older ones alone, except for `{file}`, which
 * the author named; an article without a date counts as of the day Spool first saw it.
 */

import { authorOf, folderOf } from '../author-id.ts';
import { DAY_MS, durationInWords } from './duration.ts';
import { type KnownArticle, publishedLocalMs } from './known-article.ts';
import type { MissedPolicy } from './lateness.ts';
import { parseLocalDate } from './local.ts';
import { toLocal } from './offsets.ts';
import type { Slot } from './slots.ts';

export type ArticleChoice = 'next' | 'evergreen' | { readonly file: string } | { readonly tag: string };

export interface EvergreenSettings {
  /** Only articles with this tag; `null` for all. */
  readonly tag: string | null;
  /** Least time between two deliveries of one article to one account. */
  readonly coolDownMs: number;
  /** How often an article may go out again after the first time. */
  readonly maxRepeats: number;
}

export const DEFAULT_EVERGREEN: EvergreenSettings = { tag: null, coolDownMs: 90 * DAY_MS, maxRepeats: 3 };

/** A delivery as choosing needs it; the store's records fit. Those that count: all but `missed` ones. */
export interface PastDelivery {
  readonly articleId: string;
  readonly account: string;
  readonly live: boolean;
  readonly atMs: number;
}

/** By article id: how often, and when last, it went to one account in one mode. */
export type History = ReadonlyMap<string, { readonly times: number; readonly lastMs: number }>;

/** Built once a tick for each account. A rehearsal never counts as a live delivery, nor the other way round. */
export function historyOf(
  past: readonly PastDelivery[],
  account: string,
  live: boolean,
): Map<string, { times: number; lastMs: number }> {
  const history = new Map<string, { times: number; lastMs: number }>();
  for (const delivery of past) {
    if (delivery.account !== account || delivery.live !== live) continue;
    const { times, lastMs } = history.get(delivery.articleId) ?? { times: 0, lastMs: 0 };
    history.set(delivery.articleId, { times: times + 1, lastMs: Math.max(lastMs, delivery.atMs) });
  }
  return history;
}

export interface Choosing {
  readonly choice: ArticleChoice;
  /** The slot to fill; its instant is "now" for dates and cool-downs, so that a plan and a run choose alike. */
  readonly slot: Slot;
  /** The schedule's zone. */
  readonly zone: string;
  readonly account: string;
  readonly articles: readonly KnownArticle[];
  /** Of this account in its present mode. */
  readonly history: History;
  /** `2026-11-01`: older articles are left alone; `null` for no limit. */
  readonly since: string | null;
  readonly then: MissedPolicy['then'];
  readonly evergreen: EvergreenSettings;
}

/** `repeat`: how often it went before, 0 for the first time; picks the author's variant. `why`: without a final stop. */
export type Chosen =
  | { readonly article: KnownArticle; readonly repeat: number }
  | { readonly article: null; readonly why: string };

/** @throws InputError where `since` is no date. */
export function chooseArticle(choosing: Choosing): Chosen {
  const { articles, history, account } = choosing;
  const moment = momentOf(choosing);
  const bars = articles.map((each) => barOf(each, choosing, moment));
  const article = first(
    articles.filter((_, index) => bars[index] === null),
    choosing,
  );
  if (article !== undefined) return { article, repeat: history.get(article.id)?.times ?? 0 };
  const barred = new Map<Bar, number>();
  for (const bar of bars) {
    if (bar !== null) barred.set(bar, (barred.get(bar) ?? 0) + 1);
  }
  return { article: null, why: whyNone(barred, articles.length, account, choosing) };
}

/** What is the same for all articles. `taken`: a one-off names this slot, so nothing else goes at it. */
interface Moment {
  readonly localMs: number;
  /** Midnight of `since` as `localMs`; `-Infinity` for no limit. */
  readonly sinceMs: number;
  readonly taken: boolean;
}

function momentOf({ articles, slot, zone, since, choice }: Choosing): Moment {
  const taken = articles.some(({ at, schedule }) => at === slot.localTime && schedule === slot.schedule);
  const isLimited = since !== null && !isFile(choice);
  const sinceMs = isLimited ? parseLocalDate(since, `${slot.schedule}: since`) : Number.NEGATIVE_INFINITY;
  return { localMs: toLocal(zone, slot.utcMs), sinceMs, taken };
}

/** What keeps an article from a slot. */
type Bar = 'delivered' | 'old' | 'early' | 'elsewhere' | 'other-account' | 'one-off' | 'unnamed' | 'resting' | 'worn';

function barOf(article: KnownArticle, choosing: Choosing, { localMs, sinceMs, taken }: Moment): Bar | null {
  const { slot, zone, account, history } = choosing;
  if (article.schedule !== null && article.schedule !== slot.schedule) return 'elsewhere';
  if (article.accounts !== null && !article.accounts.includes(account)) return 'other-account';
  const past = history.get(article.id);
  if (isItsTurn(article, choosing, taken)) return past === undefined ? null : 'delivered';
  if (article.at !== null || taken) return 'one-off';
  if (!isNamed(article, choosing)) return 'unnamed';
  if (past !== undefined && choosing.choice !== 'evergreen') return 'delivered';
  const published = publishedLocalMs(article, zone);
  if (published !== null && published > localMs) return 'early';
  if (sinceMs > Number.NEGATIVE_INFINITY && (published ?? toLocal(zone, article.seenMs)) < sinceMs) return 'old';
  return past === undefined ? null : barAgain(past, choosing);
}

function barAgain(past: { times: number; lastMs: number }, { evergreen, slot }: Choosing): Bar | null {
  if (past.times > evergreen.maxRepeats) return 'worn';
  return slot.utcMs - past.lastMs < evergreen.coolDownMs ? 'resting' : null;
}

/** Whether this slot is the one an article's `at` names, or follows it where it was missed and the policy says so. */
function isItsTurn({ at, schedule }: KnownArticle, { slot, then }: Choosing, taken: boolean): boolean {
  if (at === null || schedule !== slot.schedule) return false;
  return at === slot.localTime || (!taken && then === 'next-slot' && at < slot.localTime);
}

function isNamed({ path, tags }: KnownArticle, { choice, evergreen }: Choosing): boolean {
  if (choice === 'next') return true;
  if (choice === 'evergreen') return evergreen.tag === null || isTagged(tags, evergreen.tag);
  if ('tag' in choice) return isTagged(tags, choice.tag);
  const file = choice.file.replace(/^(?:\.\/)+/, '');
  return path === file || path === `posts/${file}`;
}

function isTagged(tags: readonly string[], wanted: string): boolean {
  return tags.some((tag) => tag.toLowerCase() === wanted.toLowerCase());
}

function isFile(choice: ArticleChoice): boolean {
  return typeof choice === 'object' && 'file' in choice;
}

/** The first by: one-offs by their instant, then for `evergreen` the last delivery, the date, the path. */
function first(free: readonly KnownArticle[], { choice, history, zone }: Choosing): KnownArticle | undefined {
  let best: Rank | undefined;
  for (const article of free) {
    const lastMs = choice === 'evergreen' ? (history.get(article.id)?.lastMs ?? 0) : 0;
    const dateMs = publishedLocalMs(article, zone) ?? Number.POSITIVE_INFINITY;
    const rank = { article, at: article.at ?? '~', lastMs, dateMs };
    if (best === undefined || compareRanks(rank, best) < 0) best = rank;
  }
  return best?.article;
}

interface Rank {
  readonly article: KnownArticle;
  readonly at: string;
  readonly lastMs: number;
  readonly dateMs: number;
}

function compareRanks(a: Rank, b: Rank): number {
  return (
    compare(a.at, b.at) ||
    compare(a.lastMs, b.lastMs) ||
    compare(a.dateMs, b.dateMs) ||
    compare(a.article.path, b.article.path)
  );
}

function compare<T extends string | number>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function whyNone(barred: ReadonlyMap<Bar, number>, total: number, account: string, choosing: Choosing): string {
  if (total === 0) return `there is no article in ${folderOf(authorOf(account))} yet`;
  const told = WORDS.flatMap(([bar, words]) => {
    const count = barred.get(bar) ?? 0;
    return count === 0 ? [] : [`${count} ${words(count, account, choosing)}`];
  });
  return `nothing left to publish on ${account}: of ${total} article${total === 1 ? '' : 's'}, ${told.join(', ')}`;
}

type Words = (count: number, account: string, choosing: Choosing) => string;

/** Each bar in words after its number, those that an author can change first. */
const WORDS: readonly (readonly [Bar, Words])[] = [
  ['delivered', (count, account) => `${count === 1 ? 'has' : 'have'} gone to ${account}`],
  ['resting', (_, __, { evergreen }) => `went out less than ${durationInWords(evergreen.coolDownMs)} ago`],
  ['worn', (_, __, { evergreen }) => `went out ${evergreen.maxRepeats + 1} times or more`],
  ['old', (count, _, { since }) => `${is(count)} older than ${since}`],
  ['early', (count) => `${is(count)} dated later`],
  ['one-off', (count) => `${count === 1 ? 'waits' : 'wait'} for ${count === 1 ? 'its' : 'their'} own time`],
  ['elsewhere', (count) => `${count === 1 ? 'belongs' : 'belong'} to another schedule`],
  ['other-account', (count) => `${is(count)} for other accounts`],
  ['unnamed', (count) => `${is(count)} not what this schedule asks for`],
];

function is(count: number): string {
  return count === 1 ? 'is' : 'are';
}
