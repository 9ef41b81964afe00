import { oneLine } from '../../errors.ts';

/** Most characters of a server's own words that are repeated. */
const LONGEST = 200;

/** A session token, wherever one turns up. */
const TOKEN = /eyJ[\w-]{8,}/;

/**
 * Makes words from outside fit for the store and the log: one line, bounded, and nothing at all of words that hold a
 * secret in any spelling, as those of a proxy that sends a request back might.
 */
export function cleaner(secret: string): (words: string) => string {
  const forbidden = secret === '' ? [] : spellings(secret);
  return (words) => {
    if (/authorization|bearer/i.test(words) || TOKEN.test(words)) return '';
    if (forbidden.some((spelling) => words.includes(spelling))) return '';
    const line = oneLine(words).trim();
    return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).trimEnd()}…`;
  };
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}
