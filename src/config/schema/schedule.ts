import { z } from 'zod';
import { strictObject } from '../../yaml.ts';
import { approve, duration, id, zone } from './values.ts';

const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-24, not')
  .describe('A date: 2026-11-24.');

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

export const schedule = strictObject({
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
