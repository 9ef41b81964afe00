import { cleaner } from '../../clean-words.ts';

/** A session token, wherever one turns up, and what carries one. */
const TELLTALE = /authorization|bearer|eyJ[\w-]{8,}/i;

/** What a server says that must not be repeated. */
export function cleanerFor(appPassword: string): (words: string) => string {
  return cleaner([appPassword], TELLTALE);
}
