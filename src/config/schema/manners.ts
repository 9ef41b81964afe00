import { z } from 'zod';
import { strictObject } from '../../yaml.ts';
import { duration, zone } from './values.ts';

export const manners = strictObject({
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
