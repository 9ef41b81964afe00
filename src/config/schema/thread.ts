import { z } from 'zod';
import { LINK_POLICIES, STYLES } from '../../thread/options.ts';
import { strictObject } from '../../yaml.ts';

const pattern = z
  .string()
  .max(40)
  .refine((text) => text === 'none' || text.includes('{n}'), 'must be "none" or contain {n}, such as {n}/{total}, not')
  .describe('Set at the end of every post: {n} and {total} are replaced. "none" for no numbering.');

export function thread(platforms: readonly string[]) {
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

export function mentions(platforms: readonly string[]) {
  return z
    .record(z.string(), z.partialRecord(z.enum(platforms), z.string()))
    .default({})
    .describe('Who may be mentioned: a name as you write it, and its handle on each platform.');
}
