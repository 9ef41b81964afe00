import { oneLine } from '../../errors.ts';

/** The four secrets of OAuth 1.0a. They do not expire; nothing that X answers replaces them. */
export interface XCredentials {
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly accessSecret: string;
}

/** Most characters of X's own words that are repeated. */
const LONGEST = 200;

/**
 * Makes words from outside fit for the store and the log: one line, bounded, and nothing at all of words that hold a
 * secret in any spelling, as those of a proxy that sends a request back might.
 */
export function cleaner(credentials: XCredentials): (words: string) => string {
  const { appKey, appSecret, accessToken, accessSecret } = credentials;
  const forbidden = [appKey, appSecret, accessToken, accessSecret].filter((secret) => secret !== '').flatMap(spellings);
  return (words) => {
    if (/oauth_|authorization/i.test(words) || forbidden.some((secret) => words.includes(secret))) return '';
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
