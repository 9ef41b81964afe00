import { isIP } from 'node:net';
import { z } from 'zod';
import { LOOPBACK } from '../loopback.ts';
import { LINK_POLICIES, STYLES } from '../thread/options.ts';
import { strictObject } from '../yaml.ts';

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens, at most 40')
  .describe('Your name for it: lower-case letters, digits and hyphens.');

const duration = z
  .string()
  .regex(/^\d{1,6}(ms|s|m|h|d)$/, 'must be a whole number and ms, s, m, h or d, such as 15m, not')
  .describe('A whole number and its unit: 90s, 15m, 36h, 7d.');

const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-24, not')
  .describe('A date: 2026-11-24.');

const zone = z.string().describe('An IANA time zone, such as Europe/London.');

const pattern = z
  .string()
  .max(40)
  .refine((text) => text === 'none' || text.includes('{n}'), 'must be "none" or contain {n}, such as {n}/{total}, not')
  .describe('Set at the end of every post: {n} and {total} are replaced. "none" for no numbering.');

const evergreen = strictObject({
  tag: z.string().optional().describe('Only articles with this tag in their front matter; default: all.'),
  coolDown: duration.default('90d').describe('Least time between two deliveries of one article to one account.'),
  repeats: z
    .int()
    .min(0, 'must be 0 or more, not')
    .max(1000)
    .default(3)
    .describe('How often an article goes out again after the first time.'),
}).describe('The article whose last delivery lies furthest back.');

const articles = z
  .union(
    [
      z.enum(['next', 'evergreen']),
      strictObject({ file: z.string().describe('A file in posts/.') }),
      strictObject({ tag: z.string().describe('A tag in the articles’ front matter.') }),
      strictObject({ evergreen }),
    ],
    'must be next, evergreen, { file: … }, { tag: … } or { evergreen: … }, not',
  )
  .describe(
    'Which article a slot takes: next (the oldest not yet published), evergreen (with settings or without), one file, or the next of a tag.',
  );

const manners = strictObject({
  quiet: z.string().optional().describe('Hours of the wall clock in which nothing goes out: 22:00-07:00.'),
  blackout: z
    .array(z.string())
    .max(366)
    .optional()
    .describe('Dates on which nothing goes out: 2026-12-24..2026-12-26.'),
  apart: duration.optional().describe('Least time between two threads of the account.'),
  perDay: z
    .int()
    .min(1, 'must be at least 1, not')
    .max(100)
    .optional()
    .describe('Most threads of the account on one day.'),
  timezone: zone.optional().describe('Whose wall clock that is; default: the time zone of the whole file.'),
});

const approve = z.boolean().default(false);

/** The name that leads the environment variables of an account: `X` reads `X_APP_KEY` and so on. */
const credentials = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,39}$/, 'must be capital letters, digits and underscores, such as X or BLUESKY_TWO, not')
  .describe('The first part of the names of the environment variables that hold this account’s secrets.');

const service = z
  .string()
  .refine(isService, 'must be an https address (http only on loopback), not')
  .describe('Address to use instead of the platform’s own, such as a self-hosted PDS.');

const EACH = 'When threads may go out on this account, key by key instead of what is said for all accounts.';
const ALL = 'When threads may go out, whatever the schedules say: for every account that does not say otherwise.';

function account(platforms: readonly string[]) {
  return strictObject({
    id,
    platform: z.enum(platforms).describe('The network.'),
    handle: z.string().min(1).max(253).describe('Your name there, without the @.'),
    live: z.boolean().default(false).describe('true sends for real; false rehearses on the local timeline.'),
    credentials: credentials.optional(),
    service: service.optional(),
    manners: manners.prefault({}).describe(EACH),
    approve: approve.describe('true: what is scheduled for it is held until you approve it ("spool approve").'),
    appView: service.optional().describe('Bluesky: address to read public numbers from, instead of its own.'),
  });
}

const schedule = strictObject({
  id,
  cron: z.string().describe('Minute, hour, day of month, month, day of week: "0 9 * * 1-5".'),
  timezone: zone.optional().describe('An IANA time zone; default: the one of the whole file.'),
  articles: articles.default('next'),
  since: date.optional().describe('Articles older than this are left alone; default: the day it was first seen live.'),
  accounts: z.array(z.string()).min(1).describe('The accounts it publishes to, by id.'),
  missed: strictObject({
    within: duration.default('1h'),
    then: z.enum(['latest', 'skip', 'next-slot']).default('latest'),
  })
    .prefault({})
    .describe('What becomes of a slot found late: within this time it is caught up so, later it is only reported.'),
  jitter: duration.default('0s').describe('Most a thread is delayed at random, so that it never looks like clockwork.'),
  approve: approve.describe('true: its deliveries are held until you approve them ("spool approve").'),
});

function thread(platforms: readonly string[]) {
  return strictObject({
    style: z.enum(STYLES).default('highlights').describe('How much of the article a thread carries.'),
    maxPosts: z.int().min(2).max(100).default(8).describe('Most posts of the style highlights.'),
    numbering: z.partialRecord(z.enum(platforms), pattern).default({}).describe('Numbering by platform.'),
    link: z.enum(LINK_POLICIES).default('last').describe('What becomes of links inside the text on X.'),
    signoff: z.string().max(200).nullable().default(null).describe('Last words of every thread.'),
    replies: z
      .union([z.enum(['everyone', 'nobody']), z.array(z.enum(['mentioned', 'followers', 'following'])).min(1)])
      .default('everyone')
      .describe('Who may reply to a thread on Bluesky, besides you.'),
    card: z.enum(['first', 'last', 'none']).default('first').describe('Which post carries the link card on Bluesky.'),
    linkParameters: z
      .partialRecord(z.enum(platforms), z.record(z.string(), z.string()))
      .default({})
      .describe('Query parameters added to the canonical link, by platform: { x: { utm_source: x } }.'),
  });
}

const waiting = strictObject({
  request: duration.default('30s').describe('After this a request is given up, its outcome unknown.'),
  stale: duration.default('5s').describe('A request that has not left so long after it was decided never leaves.'),
  retry: duration.default('5s').describe('First pause before sending again what was not taken; it doubles each time.'),
  retryMost: duration.default('15m').describe('Longest such pause.'),
  giveUp: duration.default('24h').describe('A thread not finished so long after its first post is handed to you.'),
  resends: z.int().min(0).max(5).default(2).describe('How often a post that provably never arrived is sent again.'),
  reread: duration.default('30s').describe('Pause after a look at the platform that failed.'),
  absence: strictObject({
    reads: z
      .int()
      .min(1)
      .max(10)
      .default(2)
      .describe('How many looks must not show a post before it counts as absent.'),
    apart: duration.default('1m').describe('Least time between two of them.'),
    after: duration.default('15m').describe('The last at least so long after the request could still have arrived.'),
  })
    .prefault({})
    .describe('When X’s "it is not there" is believed. Shorter times risk a post that appears twice.'),
  lease: duration.default('20s').describe('A worker that dies holds its accounts up for so long.'),
  alarm: duration.default('30m').describe('A half thread without progress for so long is told loudly.'),
});

const AGES = '5m 15m 30m 1h 2h 4h 8h 12h 18h 24h 36h 48h 3d 7d 14d 29d'.split(' ');

/** The shape of `config/spool.yaml`; `platforms` are the ids of the registry. */
export function configSchema(platforms: readonly string[]) {
  return strictObject({
    timezone: zone,
    accounts: z.array(account(platforms)).min(1).describe('Your logins, one for each platform or more.'),
    schedules: z.array(schedule).default([]).describe('When articles go out, and where.'),
    manners: manners.prefault({}).describe(ALL),
    thread: thread(platforms).prefault({}).describe('How threads are made, unless an article says otherwise.'),
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
    desk: strictObject({
      port: z
        .int()
        .min(1)
        .max(65_535)
        .nullable()
        .default(4747)
        .describe('The port of the author’s desk; the next free one if taken; null: no desk.'),
      host: z
        .string()
        .refine(isHost, 'must be an IP address, such as 0.0.0.0, not')
        .default('127.0.0.1')
        .describe('Address it listens on. Another than this machine’s own needs SPOOL_DESK_PASSWORD.'),
      names: z
        .array(
          z.string().toLowerCase().regex(NAME, 'must be a host name without a port, such as spool.example.org, not'),
        )
        .max(20)
        .default([])
        .describe('Host names it answers to besides localhost. Needs SPOOL_DESK_PASSWORD.'),
      proxies: z
        .array(z.string().refine(isSubnet, 'must be an IP address or a subnet, such as 172.16.0.0/12, not'))
        .max(20)
        .default([])
        .describe('Your own proxies in front of it: their X-Forwarded-Proto and X-Forwarded-For are believed.'),
    }).prefault({}),
    mentions: z
      .record(z.string(), z.partialRecord(z.enum(platforms), z.string()))
      .default({})
      .describe('Who may be mentioned: a name as you write it, and its handle on each platform.'),
  });
}

const NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** An IP address that a server may listen on. */
export function isHost(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

function isSubnet(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  return isHost(address) && isRange && more.length === 0;
}

/** An https address, or http on loopback, without a name or password in it. */
export function isService(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username } = new URL(address);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname)));
}
