import { z } from 'zod';
import { strictObject } from '../../yaml.ts';
import { canonicalLanguage } from '../language/tag.ts';
import { isoDate, isoLocal } from './dates.ts';

const text = z
  .string('must be a text, not')
  .trim()
  .min(1, 'must not be empty; leave the key out instead')
  .max(10_000, 'must be at most 10,000 characters, not');

const line = text.transform((written) => written.replace(/\s+/g, ' '));

const url = text.refine(isWebAddress, 'must be a full address that begins with https:// or http://, not');

const date = text
  .refine((written) => isoDate(written) !== null, 'must be a date such as 2026-11-24 or 2026-11-24T09:00:00Z, not')
  .transform((written) => isoDate(written) ?? written);

const at = text
  .refine((written) => isoLocal(written) !== null, 'must be a local time such as 2026-11-24T09:00, without zone, not')
  .transform((written) => isoLocal(written) ?? written);

const language = text
  .refine((written) => canonicalLanguage(written) !== null, 'must be a language tag such as en, de or pt-BR, not')
  .transform((written) => canonicalLanguage(written) ?? written);

/** A list, or one line with commas. */
const list = z.preprocess(
  (written) =>
    typeof written === 'string'
      ? written
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== '')
      : written,
  z
    .array(line, 'must be a list such as [one, two], not')
    .min(1, 'must name at least one; leave the key out instead')
    .max(100, 'must be at most 100'),
);

function whole(from: number, to: number) {
  return z
    .string()
    .refine(
      (written) => /^\d{1,4}$/.test(written) && Number(written) >= from && Number(written) <= to,
      `must be a whole number from ${from} to ${to}, not`,
    )
    .transform(Number);
}

/** A file name alone, or with what belongs to it. */
const image = z.preprocess(
  (written) => (typeof written === 'string' ? { source: written } : written),
  strictObject({ source: text, alt: text.exactOptional(), post: whole(1, 100).exactOptional() }),
);

const choices = {
  style: z.enum(['full', 'highlights', 'teaser', 'manual']).exactOptional(),
  maxPosts: whole(2, 100).exactOptional(),
  numbering: z
    .string()
    .max(40)
    .refine(
      (written) => written === 'none' || written.includes('{n}'),
      'must be "none" or contain {n}, such as {n}/{total}, not',
    )
    .nullable()
    .transform((written) => (written === 'none' ? null : written))
    .exactOptional(),
  link: z.enum(['last', 'keep', 'drop', 'footnote']).exactOptional(),
  signoff: text.nullable().exactOptional(),
  hook: text.exactOptional(),
  posts: z.array(text.nullable()).max(100, 'must be at most 100 posts').exactOptional(),
  card: z.enum(['first', 'last', 'none']).exactOptional(),
};

/** What may stand in an article's front matter. Scalars arrive as the text they were written in, `null` excepted. */
export const frontSchema = strictObject({
  title: line.exactOptional(),
  subtitle: line.exactOptional(),
  author: line.exactOptional(),
  url: url.exactOptional(),
  date: date.exactOptional(),
  language: language.exactOptional(),
  schedule: line.exactOptional(),
  at: at.exactOptional(),
  accounts: list.exactOptional(),
  tags: list.exactOptional(),
  images: z.array(image).max(100, 'must be at most 100').exactOptional(),
  thread: strictObject({
    ...choices,
    perPlatform: z.record(z.string(), strictObject(choices)).exactOptional(),
    variants: z
      .array(strictObject(choices))
      .min(1, 'must name at least one; leave the key out instead')
      .max(20, 'must be at most 20 variants')
      .exactOptional(),
  }).exactOptional(),
});

function isWebAddress(written: string): boolean {
  return URL.canParse(written) && ['https:', 'http:'].includes(new URL(written).protocol);
}
