import { InputError } from '../../errors.ts';
import type { ImportedPost, ImportSource } from './history.ts';

/** What a file of the author's past holds. */
export interface ReadPast {
  readonly source: ImportSource;
  readonly posts: readonly ImportedPost[];
  /** What was left out and why, in words with a count: `3 reposts of others`. */
  readonly leftOut: readonly string[];
}

/** What reading a file needs beside its text. */
export interface PastOptions {
  /** How the file is called in messages. */
  readonly where: string;
  /** The account's name, for addresses where the file has none. */
  readonly handle: string;
  /** When the post of this id appeared; `null` where the id does not tell. */
  readonly postedMs: (id: string) => number | null;
}

/**
 * A count as a file writes it: `1034`, `1,034`, `1034.0`; empty, `-`, or left out: the file does not tell.
 * @param what the name of the number, for the message
 */
export function countOf(written: unknown, where: string, what: string): number | null {
  if (written === undefined || written === null || written === '' || written === '-') return null;
  const text = String(written).trim();
  if (/^\d{1,15}$/.test(text)) return Number(text);
  if (/^(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.0{1,2})?$/.test(text)) return Number(text.replaceAll(',', ''));
  const allowed = 'a whole number, or nothing';
  throw new InputError({ where: `${where}: ${what}`, problem: 'not a count:', value: text, allowed, next: NEXT });
}

export const NEXT = 'Nothing was imported';

export function isPostId(text: string): boolean {
  return /^\d{1,19}$/.test(text);
}
