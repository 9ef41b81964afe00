import { authorOf } from '../author-id.ts';
import type { Account, Config, Schedule } from '../config/config.ts';
import { type Chosen, chooseArticle, type History, historyOf } from '../schedule/choose.ts';
import { DAY_MS } from '../schedule/duration.ts';
import type { KnownArticle } from '../schedule/known-article.ts';
import { localDate } from '../schedule/local.ts';
import { toLocal } from '../schedule/offsets.ts';
import type { Slot } from '../schedule/slots.ts';
import type { Delivered, NewDelivery } from '../store/deliveries.ts';
import type { SeenSchedule } from '../store/slots.ts';
import type { ThreadTime } from '../store/unbegun.ts';
import type { Catalogue } from './catalogue.ts';
import type { WorkerParts } from './parts.ts';
import { isPaused } from './work.ts';

/** What choosing an article needs to know, read once a tick and kept up to date as slots are served in it. */
export interface Choices {
  readonly catalogue: Catalogue;
  account(id: string): Account | undefined;
  seen(schedule: string): SeenSchedule;
  /** What one account was given in its present mode. */
  history(account: string): History;
  /** When the account's other threads of late went out, or will. `except`: a delivery's id. */
  threads(account: string, except: string | null): readonly number[];
  /** Accounts that take nothing now. */
  readonly paused: ReadonlySet<string>;
  /** Articles with an `at` that some account of a schedule has not been given yet. */
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
  { store, config, clock }: Pick<WorkerParts, 'store' | 'config' | 'clock'>,
  catalogue: Catalogue,
): Promise<Choices> {
  const nowMs = clock.nowMs();
  const accounts = new Map(config.accounts.map((account) => [account.id, account]));
  const given = new Given(accounts, await store.deliveredArticles(catalogue.articles.map(({ id }) => id)));
  const reach = reachMs(config);
  const times = new Times(accounts, reach === null ? [] : await store.threads(nowMs - reach));
  const sights = config.schedules.map(({ id, cron, timezone, accounts: own }) => {
    return { id, definition: `${cron} ${timezone}`, live: own.some((account) => accounts.get(account)?.live) };
  });
  const seen = await store.seeSchedules(sights, nowMs);
  return {
    catalogue,
    paused: await store.pausedAccounts(),
    account: (id) => accounts.get(id),
    seen: (id) => seen.get(id) ?? { firstSeenMs: 0, firstLiveMs: null, decidedMs: nowMs },
    history: (account) => given.to(account),
    threads: (account, except) => times.of(account, except),
    undelivered: (schedule) =>
      oneOffsOf(catalogue, schedule).filter(({ id, accounts: own }) =>
        (own ?? schedule.accounts).some((to) => !given.to(to).has(id)),
      ),
    assume(articleId, account, atMs) {
      given.add(articleId, account, atMs);
      times.add(account, '', atMs);
    },
    add(deliveries) {
      for (const { id, article, account, slotMs, untilMs, createdMs } of deliveries) {
        given.add(article.id, account, Math.max(slotMs ?? 0, createdMs));
        times.add(account, id, Math.max(untilMs ?? 0, slotMs ?? 0, createdMs));
      }
    },
  };
}

function oneOffsOf(catalogue: Catalogue, { id }: Schedule): readonly KnownArticle[] {
  return catalogue.of(authorOf(id)).filter(({ at }) => at !== null);
}

/** How long before it begins a thread may have been made: held for approval, put off, waiting for the platform. */
const MADE_AHEAD_MS = 5 * DAY_MS;

/** How far back a thread can still keep another away: its day, or the greatest distance asked for. `null`: none can. */
function reachMs({ accounts }: Config): number | null {
  if (accounts.every(({ manners: { minApartMs, perDay } }) => minApartMs === 0 && perDay === null)) return null;
  return MADE_AHEAD_MS + Math.max(2 * DAY_MS, ...accounts.map(({ manners }) => manners.minApartMs));
}

/** By account, in its present mode. */
class Given {
  readonly #histories = new Map<string, Map<string, { times: number; lastMs: number }>>();

  constructor(accounts: ReadonlyMap<string, Account>, delivered: readonly Delivered[]) {
    const byAccount = Map.groupBy(delivered, ({ account }) => account);
    for (const { id, live } of accounts.values()) {
      this.#histories.set(id, historyOf(byAccount.get(id) ?? [], id, live));
    }
  }

  to(account: string): Map<string, { times: number; lastMs: number }> {
    const history = this.#histories.get(account) ?? new Map();
    this.#histories.set(account, history);
    return history;
  }

  add(articleId: string, account: string, atMs: number): void {
    const history = this.to(account);
    const { times, lastMs } = history.get(articleId) ?? { times: 0, lastMs: 0 };
    history.set(articleId, { times: times + 1, lastMs: Math.max(lastMs, atMs) });
  }
}

class Times {
  readonly #byAccount: Map<string, { delivery: string; atMs: number }[]>;

  constructor(accounts: ReadonlyMap<string, Account>, threads: readonly ThreadTime[]) {
    const own = threads.filter(({ account, live }) => accounts.get(account)?.live === live);
    this.#byAccount = Map.groupBy(own, ({ account }) => account);
  }

  of(account: string, except: string | null): readonly number[] {
    const all = this.#byAccount.get(account) ?? [];
    return all.flatMap(({ delivery, atMs }) => (delivery === except ? [] : [atMs]));
  }

  add(account: string, delivery: string, atMs: number): void {
    const all = this.#byAccount.get(account) ?? [];
    all.push({ delivery, atMs });
    this.#byAccount.set(account, all);
  }
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
  const articles = choices.catalogue.of(authorOf(schedule.id));
  return chooseArticle({
    choice: schedule.articles,
    slot,
    zone: schedule.timezone,
    account: accountId,
    articles: barred.size === 0 ? articles : articles.filter((article) => !barred.has(article.id)),
    history: choices.history(accountId),
    since: schedule.since ?? sinceLive,
    then: schedule.missed.then,
    evergreen: schedule.evergreen,
  });
}
