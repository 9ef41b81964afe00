/** An article as choosing needs it: what the author said about when and where it goes, read and checked once. */
import type { Article } from '../article/article.ts';
import { bareId, fileOf, HOUSE, qualify } from '../author-id.ts';
import { InputError } from '../errors.ts';
import { localMinute, parseLocalMinute } from './local.ts';
import { toLocal } from './offsets.ts';
import { type Slot, slotAt, type Timing } from './slots.ts';

export interface KnownArticle {
  /** Its identity, by `recogniser`; outlives a rename and an edit. */
  readonly id: string;
  /** The file relative to the home folder, `posts/x.md`. */
  readonly path: string;
  readonly title: string;
  /** `null` where the article carries no date. */
  readonly published: Published | null;
  /** When Spool, or failing that the file system, first knew it: its date for `since` where it carries none. */
  readonly seenMs: number;
  readonly tags: readonly string[];
  /** The one schedule that may take it; `null`: any. Never `null` where `at` is set. */
  readonly schedule: string | null;
  /** `2026-11-24T09:00` in the zone of its schedule, the one instant at which it goes; `null` for an ordinary one. */
  readonly at: string | null;
  /** The accounts it goes to; `null`: those of whatever schedule takes it. */
  readonly accounts: readonly string[] | null;
}

/** A bare date, or a time without a zone, is as the wall clock of whatever zone shows it; an instant is one. */
export type Published = { readonly localMs: number } | { readonly utcMs: number };

/**
 * @param schedules ids of all schedules of its author: an `at` without a `schedule` belongs to the only one.
 * @param author whose article it is: schedules and accounts stand in it as they do in its author's settings.
 * @throws InputError for a schedule that does not exist, an `at` that is no local time, or one whose schedule is unclear.
 */
export function knownArticle(
  article: Pick<Article, 'title' | 'source' | 'publishedAt' | 'front'>,
  id: string,
  seenMs: number,
  schedules: readonly string[],
  author = HOUSE,
): KnownArticle {
  const { title, source, publishedAt, front } = article;
  const schedule = scheduleOf(article, schedules, author);
  return {
    id,
    path: source,
    title,
    published: publishedAt === null ? null : parsePublished(publishedAt),
    seenMs,
    tags: front.tags ?? [],
    schedule,
    at: front.at === undefined ? null : localMinute(parseLocalMinute(front.at, `${source}: at`)),
    accounts: front.accounts?.map((account) => qualify(author, account)) ?? null,
  };
}

function scheduleOf(
  { source, front }: Pick<Article, 'source' | 'front'>,
  schedules: readonly string[],
  author: string,
): string | null {
  const [only, second] = schedules;
  const named = front.schedule === undefined ? null : qualify(author, front.schedule);
  if (named !== null && !schedules.includes(named)) {
    throw new InputError({
      where: `${source}: schedule`,
      problem: 'unknown schedule',
      value: front.schedule ?? '',
      allowed: scheduleNames(schedules, author),
    });
  }
  if (named !== null || front.at === undefined) return named;
  if (only !== undefined && second === undefined) return only;
  const next = 'Add a line with its schedule, so that its zone and accounts are clear.';
  throw new InputError({
    where: `${source}: at`,
    problem: 'it is not said which schedule',
    value: front.at,
    allowed: scheduleNames(schedules, author),
    next,
  });
}

function scheduleNames(schedules: readonly string[], author: string): string {
  return schedules.length === 0 ? `a schedule of ${fileOf(author)}; it has none` : schedules.map(bareId).join(', ');
}

/** `null` for what is neither a date nor a time: it then counts as an article without a date. */
function parsePublished(text: string): Published | null {
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) && text.includes(':');
  const ms = Date.parse(hasZone || /^\d{4}-\d\d-\d\d$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(ms)) return null;
  return hasZone ? { utcMs: ms } : { localMs: ms };
}

/** When it was published, as the wall clock of a zone showed it (`localMs`); `null` where the article carries no date. */
export function publishedLocalMs({ published }: Pick<KnownArticle, 'published'>, zone: string): number | null {
  if (published === null) return null;
  return 'localMs' in published ? published.localMs : toLocal(zone, published.utcMs);
}

/** The slots that the one-offs of a schedule make, for `Watched.oneOffs`; leave out those that have been delivered. */
export function oneOffSlots(timing: Pick<Timing, 'id' | 'zone'>, articles: readonly KnownArticle[]): readonly Slot[] {
  return articles.flatMap(({ at, schedule, path }) =>
    at === null || schedule !== timing.id ? [] : [slotAt(timing, at, `${path}: at`)],
  );
}
