import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type Fault, InputError } from '../errors.ts';
import { DEFAULT_EVERGREEN } from '../schedule/choose.ts';
import { parseCron } from '../schedule/cron.ts';
import { parseDuration } from '../schedule/duration.ts';
import { parseLocalDate } from '../schedule/local.ts';
import { parseZone } from '../schedule/zone.ts';
import { parseYaml, readYaml, type YamlFile } from '../yaml.ts';
import { attempt } from './attempt.ts';
import type { Account, Config, Schedule } from './config.ts';
import { mannersFaults, resolveManners } from './manners.ts';
import { configSchema } from './schema.ts';

type Written = z.output<ReturnType<typeof configSchema>>;

/** How the file is called in messages, whatever folder it is in. */
export const CONFIG_NAME = 'config/spool.yaml';

/**
 * Reads and checks the configuration.
 * @param platforms the ids that an account may name
 * @throws InputError with every fault, each with its line
 */
export function loadConfig(path: string, platforms: readonly string[]): Config {
  return parseConfig(readText(path), platforms);
}

/** @throws InputError with every fault, each with its line */
export function parseConfig(text: string, platforms: readonly string[]): Config {
  const file = parseYaml(text, CONFIG_NAME);
  const written = readYaml(file, configSchema(platforms));
  const faults = crossCheck(written, file);
  if (faults.length > 0) throw new InputError(...faults);
  return resolve(written);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new InputError({
      where: path,
      problem: code === 'ENOENT' ? 'there is no configuration here' : `cannot be read (${code})`,
      next: 'Run spool from the folder that holds config/, or name it with --dir; "spool init FOLDER" makes a new one',
    });
  }
}

/** What one value says about another: ids that repeat, accounts that do not exist, crons and zones that mean nothing. */
function crossCheck(written: Written, file: YamlFile): Fault[] {
  const at = (...path: PropertyKey[]) => `${CONFIG_NAME}:${file.lineOf(path)}: ${path.map(String).join('.')}`;
  const known = written.accounts.map((account) => account.id);
  return [
    ...attempt(() => parseZone(written.timezone, at('timezone'))),
    ...repeated(known, (index) => at('accounts', index, 'id')),
    ...repeated(
      written.schedules.map((schedule) => schedule.id),
      (index) => at('schedules', index, 'id'),
    ),
    ...mannersFaults(written.manners, (...path) => at('manners', ...path)),
    ...written.accounts.flatMap(({ manners }, index) =>
      mannersFaults(manners, (...path) => at('accounts', index, 'manners', ...path)),
    ),
    ...written.schedules.flatMap((schedule, index) => [
      ...attempt(() => parseCron(schedule.cron, at('schedules', index, 'cron'))),
      ...attempt(() => schedule.timezone && parseZone(schedule.timezone, at('schedules', index, 'timezone'))),
      ...attempt(() => schedule.since && parseLocalDate(schedule.since, at('schedules', index, 'since'))),
      ...unknownAccounts(schedule.accounts, known, (place) => at('schedules', index, 'accounts', place)),
    ]),
  ];
}

function repeated(ids: readonly string[], where: (index: number) => string): Fault[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [{ where: where(index), problem: 'this id is taken already:', value: id }] : [],
  );
}

function unknownAccounts(ids: readonly string[], known: readonly string[], where: (index: number) => string): Fault[] {
  return ids.flatMap((id, index) =>
    known.includes(id)
      ? []
      : [{ where: where(index), problem: 'there is no such account:', value: id, allowed: known.join(', ') }],
  );
}

function resolve(written: Written): Config {
  const { timezone, thread, budget } = written;
  const agesMs = written.impressions.at.map((age) => parseDuration(age, `${CONFIG_NAME}: impressions.at`));
  return {
    timezone,
    thread,
    budget,
    accounts: written.accounts.map((account) => ({
      ...resolveAccount(account),
      manners: resolveManners(account.manners, written.manners, timezone),
    })),
    schedules: written.schedules.map((schedule) => resolveSchedule(schedule, timezone)),
    ...resolveWaiting(written.waiting),
    notifyCommand: written.notify.command,
    desk: written.desk,
    readingAgesMs: [...new Set(agesMs)].sort((a, b) => a - b),
    mentions: Object.fromEntries(
      Object.entries(written.mentions).map(([name, handles]) => [name.replace(/^@/, '').toLowerCase(), handles]),
    ),
  };
}

function resolveWaiting({ absence, resends, ...times }: Written['waiting']): Pick<Config, 'timing' | 'settling'> {
  const ms = (text: string) => parseDuration(text, `${CONFIG_NAME}: waiting`);
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

function resolveAccount(account: Written['accounts'][number]): Omit<Account, 'manners'> {
  const { id, platform, live, approve } = account;
  const credentials = account.credentials ?? id.toUpperCase().replaceAll('-', '_');
  return {
    id,
    platform,
    live,
    credentials,
    handle: account.handle.replace(/^@/, ''),
    service: account.service ?? null,
    appView: account.appView ?? null,
    approve,
  };
}

function resolveSchedule(schedule: Written['schedules'][number], timezone: string): Schedule {
  const { id, cron, accounts, approve, missed, since, articles } = schedule;
  return {
    ...{ id, cron, accounts, approve },
    timezone: schedule.timezone ?? timezone,
    since: since ?? null,
    missed: { withinMs: parseDuration(missed.within, CONFIG_NAME), then: missed.then },
    jitterMs: parseDuration(schedule.jitter, CONFIG_NAME),
    ...resolveArticles(articles),
  };
}

function resolveArticles(articles: Written['schedules'][number]['articles']): Pick<Schedule, 'articles' | 'evergreen'> {
  if (typeof articles === 'string' || !('evergreen' in articles)) return { articles, evergreen: DEFAULT_EVERGREEN };
  const { tag = null, coolDown, repeats } = articles.evergreen;
  return {
    articles: 'evergreen',
    evergreen: { tag, coolDownMs: parseDuration(coolDown, CONFIG_NAME), maxRepeats: repeats },
  };
}
