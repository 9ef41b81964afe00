import { z } from 'zod';
import { strictObject } from '../../yaml.ts';
import { isService } from '../addresses.ts';
import { manners } from './manners.ts';
import { approve, id } from './values.ts';

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

export function account(platforms: readonly string[]) {
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
