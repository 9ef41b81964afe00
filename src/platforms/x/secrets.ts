import { cleaner } from '../../clean-words.ts';

/** The four secrets of OAuth 1.0a. They do not expire; nothing that X answers replaces them. */
export interface XCredentials {
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly accessSecret: string;
}

/** What X's servers and proxies on the way say that must not be repeated. */
export function cleanerFor({ appKey, appSecret, accessToken, accessSecret }: XCredentials): (words: string) => string {
  return cleaner([appKey, appSecret, accessToken, accessSecret], /oauth_|authorization/i);
}
