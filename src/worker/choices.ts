import type { Account, Schedule } from '../config/config.ts';
import { type Chosen, chooseArticle, DEFAULT_EVERGREEN, type History, historyOf } from '../schedule/choose.ts';
import type { KnownArticle } from '../schedule/known-article.ts';
import { localDate } from '../schedule/local.ts';
import { toLocal } from '../schedule/offsets.ts';
import type { Slot } from '../schedule/slots.ts';
import type { Delivered, NewDelivery, SeenSchedule } from '../store.ts';
import type { Catalogue } from './catalogue.ts';
import type { WorkerParts } from './parts.ts';
import { isPaused } from './publish.ts';

/** What choosing an article needs to know, read once a tick and kept up to date as slots are served in it. */
export interface Choices {
  readonly catalogue: Catalogue;
  account(id: string): Account | undefined;
  seen(schedule: string): SeenSchedule;
  /** What one account was given in its present mode. */
  history(account: string): History;
  /** Accounts that take nothing now. */
  readonly paused: ReadonlySet<string>;
  /** Articles of a schedule that some account of it has not been given yet. */
  undelivered(schedule: Schedule): readonly KnownArticle[];
  add(deliveries: readonly NewDelivery[]): void;
  /** For a forecast: as if this article had gone to this account at that instant. */
  assume(articleId: string, account: string, atMs: number): void;
}

/** A slot of a schedule that wants an article. */
export interface Choosing {
  readonly schedule: Schedule;
  readonly slot: Slot;
  readonly choices: Choices;
}

export async function openChoices(
  parts: Pick<WorkerParts, 'store' | 'config' | 'clock'>,
  catalogue: Catalogue,
): Promise<Choices> {
  const { store, config, clock } = parts;
  const accounts = new Map(config.accounts.map((account) => [account.id, account]));
  const delivered: Delivered[] = [...(await store.deliveredArticles())];
  const histories = new Map<string, History>();
  const seen = new Map<string, SeenSchedule>();
  for (const schedule of config.schedules) {
    const live = schedule.accounts.some((id) => accounts.get(id)?.live);
    const definition = `${schedule.cron} ${schedule.timezone}`;
    seen.set(schedule.id, await store.seeSchedule({ id: schedule.id, definition, live }, clock.nowMs()));
  }
  const has = (article: KnownArticle, id: string) =>
    delivered.some((d) => d.articleId === article.id && d.account === id && d.live === accounts.get(id)?.live);
  return {
    catalogue,
    paused: await store.pausedAccounts(),
    account: (id) => accounts.get(id),
    seen: (id) => seen.get(id) ?? { firstSeenMs: 0, firstLiveMs: null, decidedMs: clock.nowMs() },
    history(account) {
      const known = histories.get(account) ?? historyOf(delivered, account, accounts.get(account)?.live ?? false);
      histories.set(account, known);
      return known;
    },
    undelivered: (schedule) =>
      catalogue.articles.filter(
        (article) =>
          article.at !== null && (article.accounts ?? schedule.accounts).some((account) => !has(article, account)),
      ),
    assume(articleId, account, atMs) {
      histories.delete(account);
      delivered.push({ articleId, account, live: accounts.get(account)?.live ?? false, atMs, contentHash: '' });
    },
    add(deliveries) {
      for (const { article, account, live, createdMs } of deliveries) {
        const { id: articleId, contentHash } = article;
        histories.delete(account);
        delivered.push({ articleId, account, live, atMs: createdMs, contentHash });
      }
    },
  };
}

/** The article a slot gives to one account. `barred`: ids of articles that turned out not to be publishable. */
export function chooseFor(
  { schedule, slot, choices }: Choosing,
  accountId: string,
  barred: ReadonlySet<string> = new Set(),
): Chosen {
  if (isPaused(choices.paused, accountId)) return { article: null, why: `${accountId} is paused ("spool resume")` };
  const live = choices.account(accountId)?.live ?? false;
  const { firstLiveMs } = choices.seen(schedule.id);
  const sinceLive = live && firstLiveMs !== null ? localDate(toLocal(schedule.timezone, firstLiveMs)) : null;
  return chooseArticle({
    choice: schedule.articles,
    slot,
    zone: schedule.timezone,
    account: accountId,
    articles: choices.catalogue.articles.filter((article) => !barred.has(article.id)),
    history: choices.history(accountId),
    since: schedule.since ?? sinceLive,
    then: schedule.missed.then,
    evergreen: DEFAULT_EVERGREEN,
  });
}
