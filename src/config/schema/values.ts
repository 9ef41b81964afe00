import { z } from 'zod';

export const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens, at most 40')
  .describe('Your name for it: lower-case letters, digits and hyphens.');

export const duration = z
  .string()
  .regex(/^\d{1,6}(ms|s|m|h|d)$/, 'must be a whole number and ms, s, m, h or d, such as 15m, not')
  .describe('A whole number and its unit: 90s, 15m, 36h, 7d.');

export const zone = z.string().describe('An IANA time zone, such as Europe/London.');

export const approve = z.boolean().default(false);
