import type { z } from 'zod';
import { fileOf, folderOf, HOUSE, qualify } from '../author-id.ts';
import { DEFAULT_EVERGREEN } from '../schedule/choose.ts';
import { parseDuration } from '../schedule/duration.ts';
import type { Account, Config, Schedule, Voice } from './config.ts';
import type { WrittenOwn } from './cross-check.ts';
import { resolveManners } from './manners.ts';
import type { configSchema } from './schema.ts';

type WrittenHouse = Pick<
  z.output<ReturnType<typeof configSchema>>,
  'impressions' | 'budget' | 'waiting' | 'notify' | 'desk'
>;

/** What is said once for all authors. All of it has passed the schema. */
export function resolveHouse({
  impressions,
  budget,
  waiting,
  notify,
  desk,
}: WrittenHouse): Pick<Config, 'budget' | 'timing' | 'settling' | 'notifyCommand' | 'desk' | 'readingAgesMs'> {
  const agesMs = impressions.at.map((age) => parseDuration(age, `${fileOf(HOUSE)}: impressions.at`));
  return {
    budget,
    ...resolveWaiting(waiting),
    notifyCommand: notify.command,
    desk,
    readingAgesMs: [...new Set(agesMs)].sort((a, b) => a - b),
  };
}

/** What an author says of their own, under full ids. All of it has passed `crossCheck`. */
export function resolveOwn(
  author: string,
  { timezone, accounts, schedules, manners, thread, mentions }: WrittenOwn,
): Voice & Pick<Config, 'accounts' | 'schedules'> {
  return {
    accounts: accounts.map((account) => ({
      ...resolveAccount(author, account),
      manners: resolveManners(account.manners, manners, timezone),
    })),
    schedules: schedules.map((schedule) => resolveSchedule(author, schedule, timezone)),
    thread,
    mentions: Object.fromEntries(
      Object.entries(mentions).map(([name, handles]) => [name.replace(/^@/, '').toLowerCase(), handles]),
    ),
  };
}

function resolveWaiting({ absence, resends, ...times }: WrittenHouse['waiting']): Pick<Config, 'timing' | 'settling'> {
  const ms = (text: string) => parseDuration(text, `${fileOf(HOUSE)}: waiting`);
  return {
    timing: {
      resends,
      requestMs: ms(times.request),
      staleMs: ms(times.stale),
      backoffMs: ms(times.retry),
      backoffMostMs: ms(times.retryMost),
      giveUpMs: ms(times.giveUp),
      rereadMs: ms(times.reread),
      leaseMs: ms(times.lease),
      alarmMs: ms(times.alarm),
    },
    settling: { reads: absence.reads, apartMs: ms(absence.apart), quarantineMs: ms(absence.after) },
  };
}

function resolveAccount(author: string, account: WrittenOwn['accounts'][number]): Omit<Account, 'manners'> {
  const { id, platform, live, approve } = account;
  return {
    id: qualify(author, id),
    platform,
    live,
    credentials: credentialsOf(author, account.credentials ?? inCapitals(id)),
    handle: account.handle.replace(/^@/, ''),
    service: account.service ?? null,
    appView: account.appView ?? null,
    approve,
  };
}

/**
 * `JANE__X`: whatever authors write, none of them can name the secrets of another, for an author's id has no two hyphens
 * in a row and none at its end, so that the first two underscores end it.
 */
function credentialsOf(author: string, own: string): string {
  return author === HOUSE ? own : `${inCapitals(author)}__${own}`;
}

function inCapitals(id: string): string {
  return id.toUpperCase().replaceAll('-', '_');
}

function resolveSchedule(author: string, schedule: WrittenOwn['schedules'][number], timezone: string): Schedule {
  const { id, cron, accounts, approve, missed, since, articles } = schedule;
  const where = fileOf(author);
  return {
    id: qualify(author, id),
    ...{ cron, approve },
    accounts: accounts.map((account) => qualify(author, account)),
    timezone: schedule.timezone ?? timezone,
    since: since ?? null,
    missed: { withinMs: parseDuration(missed.within, where), then: missed.then },
    jitterMs: parseDuration(schedule.jitter, where),
    ...resolveArticles(author, articles),
  };
}

function resolveArticles(
  author: string,
  articles: WrittenOwn['schedules'][number]['articles'],
): Pick<Schedule, 'articles' | 'evergreen'> {
  if (typeof articles !== 'string' && 'evergreen' in articles) {
    const { tag = null, coolDown, repeats } = articles.evergreen;
    const coolDownMs = parseDuration(coolDown, fileOf(author));
    return { articles: 'evergreen', evergreen: { tag, coolDownMs, maxRepeats: repeats } };
  }
  const isFile = typeof articles !== 'string' && 'file' in articles;
  return { articles: isFile ? { file: inFolder(author, articles.file) } : articles, evergreen: DEFAULT_EVERGREEN };
}

/** A file is named from the author's own folder, or from the home folder. */
function inFolder(author: string, file: string): string {
  const folder = folderOf(author);
  return author === HOUSE || file.startsWith(folder) ? file : folder + file.replace(/^(?:\.\/)+/, '');
}
