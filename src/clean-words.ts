import { oneLine } from './errors.ts';

/** Most characters of a platform's own words that are repeated. */
const LONGEST = 200;

/**
 * Makes words from outside fit for the store and the log: one line, bounded, and nothing at all of words that hold a
 * secret in any spelling, as those of a proxy that sends a request back might.
 * @param telltale what only words that carry a secret have in them
 */
export function cleaner(secrets: readonly string[], telltale: RegExp): (words: string) => string {
  const forbidden = secrets.filter((secret) => secret !== '').flatMap(spellings);
  return (words) => {
    if (telltale.test(words) || forbidden.some((secret) => words.includes(secret))) return '';
    const line = oneLine(words).trim();
    return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).trimEnd()}…`;
  };
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURI(secret),
    encodeURIComponent(secret),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}
