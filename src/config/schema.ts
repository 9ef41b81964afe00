import { z } from 'zod';
import { LINK_POLICIES, STYLES } from '../thread/options.ts';
import { strictObject } from '../yaml.ts';

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens, at most 40')
  .describe('Your name for it: lower-case letters, digits and hyphens.');

const duration = z
  .string()
  .regex(/^\d{1,6}(s|m|h|d)$/, 'must be a whole number and s, m, h or d, such as 15m, not')
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

const articles = z
  .union([
    z.enum(['next', 'evergreen']),
    strictObject({ file: z.string().describe('A file in posts/.') }),
    strictObject({ tag: z.string().describe('A tag in the articles’ front matter.') }),
  ])
  .describe(
    'Which article a slot takes: next (the oldest not yet published), evergreen, one file, or the next of a tag.',
  );

/** The name that leads the environment variables of an account: `X` reads `X_APP_KEY` and so on. */
const credentials = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,39}$/, 'must be capital letters, digits and underscores, such as X or BLUESKY_TWO, not')
  .describe('The first part of the names of the environment variables that hold this account’s secrets.');

const service = z
  .string()
  .refine(isService, 'must be an https address (http only on loopback), not')
  .describe('Address to use instead of the platform’s own, such as a self-hosted PDS.');

function account(platforms: readonly string[]) {
  return strictObject({
    id,
    platform: z.enum(platforms).describe('The network.'),
    handle: z.string().min(1).max(253).describe('Your name there, without the @.'),
    live: z.boolean().default(false).describe('true sends for real; false rehearses on the local timeline.'),
    credentials: credentials.optional(),
    service: service.optional(),
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
});

function thread(platforms: readonly string[]) {
  return strictObject({
    style: z.enum(STYLES).default('highlights').describe('How much of the article a thread carries.'),
    maxPosts: z.int().min(2).max(100).default(8).describe('Most posts of the style highlights.'),
    numbering: z.partialRecord(z.enum(platforms), pattern).default({}).describe('Numbering by platform.'),
    link: z.enum(LINK_POLICIES).default('last').describe('What becomes of links inside the text on X.'),
    signoff: z.string().max(200).nullable().default(null).describe('Last words of every thread.'),
    card: z.enum(['first', 'last', 'none']).default('first').describe('Which post carries the link card on Bluesky.'),
    linkParameters: z
      .partialRecord(z.enum(platforms), z.record(z.string(), z.string()))
      .default({})
      .describe('Query parameters added to the canonical link, by platform: { x: { utm_source: x } }.'),
  });
}

const AGES = '5m 15m 30m 1h 2h 4h 8h 12h 18h 24h 36h 48h 3d 7d 14d 29d'.split(' ');

/** The shape of `config/spool.yaml`; `platforms` are the ids of the registry. */
export function configSchema(platforms: readonly string[]) {
  return strictObject({
    timezone: zone,
    accounts: z.array(account(platforms)).min(1).describe('Your logins, one for each platform or more.'),
    schedules: z.array(schedule).default([]).describe('When articles go out, and where.'),
    thread: thread(platforms).prefault({}).describe('How threads are made, unless an article says otherwise.'),
    impressions: strictObject({
      at: z.array(duration).min(1).default(AGES).describe('Ages of a post at which its numbers are read.'),
    }).prefault({}),
    budget: strictObject({
      sendUsd: z.number().min(0).default(10).describe('Most US dollars a month for sending.'),
      readUsd: z.number().min(0).default(2).describe('Most US dollars a month for reading numbers.'),
    }).prefault({}),
    mentions: z
      .record(z.string(), z.partialRecord(z.enum(platforms), z.string()))
      .default({})
      .describe('Who may be mentioned: a name as you write it, and its handle on each platform.'),
  });
}

function isService(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username } = new URL(address);
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && loopback));
}
