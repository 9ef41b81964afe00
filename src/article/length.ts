import { InputError } from '../errors.ts';

/**
 * Most characters of text an article may have: some 35,000 words, a short book, and a thread of a thousand posts. Beyond
 * that nothing could be cut within a second.
 */
export const MAX_TEXT = 200_000;

/**
 * @param length characters, markup included for a source whose markup is text too
 * @throws InputError for a text that is too long to be an article
 */
export function refuseBooks(length: number, source: string): void {
  if (length <= MAX_TEXT) return;
  throw new InputError({
    where: source,
    problem: `this text has ${length} characters`,
    allowed: `an article of at most ${MAX_TEXT}`,
    next: 'Cut it into parts, each a file of its own',
  });
}
