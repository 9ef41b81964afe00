import { z } from 'zod';
import { strictObject } from '../yaml.ts';
import { account } from './schema/account.ts';
import { desk } from './schema/desk.ts';
import { manners } from './schema/manners.ts';
import { schedule } from './schema/schedule.ts';
import { mentions, thread } from './schema/thread.ts';
import { duration, zone } from './schema/values.ts';
import { waiting } from './schema/waiting.ts';

const AGES = '5m 15m 30m 1h 2h 4h 8h 12h 18h 24h 36h 48h 3d 7d 14d 29d'.split(' ');
const ALL = 'When threads may go out, whatever the schedules say: for every account that does not say otherwise.';

/** What every author says of their own, in whichever file. */
function own(platforms: readonly string[]) {
  return {
    timezone: zone,
    accounts: z.array(account(platforms)).describe('Your logins, one for each platform or more.'),
    schedules: z.array(schedule).default([]).describe('When articles go out, and where.'),
    manners: manners.prefault({}).describe(ALL),
    thread: thread(platforms).prefault({}).describe('How threads are made, unless an article says otherwise.'),
    mentions: mentions(platforms),
  };
}

/** What is said once for all authors. */
const house = {
  impressions: strictObject({
    at: z.array(duration).min(1).default(AGES).describe('Ages of a post at which its numbers are read.'),
  }).prefault({}),
  budget: strictObject({
    sendUsd: z.number().min(0).default(10).describe('Most US dollars a month for sending.'),
    readUsd: z.number().min(0).default(2).describe('Most US dollars a month for reading numbers.'),
  }).prefault({}),
  waiting: waiting.prefault({}).describe('How long Spool waits. The defaults suit the real platforms.'),
  notify: strictObject({
    command: z
      .array(z.string().min(1))
      .min(1)
      .nullable()
      .default(null)
      .describe('Run, without a shell, with the message as JSON on its input.'),
  })
    .prefault({})
    .describe('How you are told when a delivery needs you; a webhook’s address goes into SPOOL_WEBHOOK.'),
  desk: desk.prefault({}),
};

/** Keys that stand in `config/spool.yaml` and nowhere else. */
export const HOUSE_KEYS: readonly string[] = Object.keys(house);

/**
 * The shape of `config/spool.yaml`; `platforms` are the ids of the registry. It names an account at least, unless other
 * authors have files of their own: that is checked where those are known.
 */
export function configSchema(platforms: readonly string[]) {
  const all = own(platforms);
  return strictObject({ ...all, accounts: all.accounts.default([]), ...house });
}

/** The shape of an author's own file beside it, `config/jane.yaml`. */
export function authorSchema(platforms: readonly string[]) {
  const all = own(platforms);
  return strictObject({ ...all, accounts: all.accounts.min(1) });
}
