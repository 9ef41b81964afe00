import { timingSafeEqual } from 'node:crypto';
import oauthSign from 'oauth-sign';
import type { XRequest } from './request.ts';
import type { XAccount } from './settings.ts';

/** Clients whose clock is further off than this are refused. */
const skewMs = 5 * 60_000;

/**
 * Checks OAuth 1.0a signatures (RFC 5849) against `https://api.x.com`, wherever the request was really sent. The
 * signature is made anew with `oauth-sign`, which shares no code with twitter-api-v2.
 */
export class OAuth {
  readonly #nonces = new Map<string, number>();

  /** The account that signed the request, or null where X answers 401. `now` is the time the client should have. */
  verify(request: XRequest, accounts: readonly XAccount[], now: number): XAccount | null {
    const header = parseHeader(request.headers.authorization ?? '');
    const account = accounts.find((one) => one.accessToken === header.get('oauth_token'));
    if (!account || account.access === 'revoked' || header.get('oauth_consumer_key') !== account.appKey) return null;
    if (header.get('oauth_signature_method') !== 'HMAC-SHA1' || (header.get('oauth_version') ?? '1.0') !== '1.0') {
      return null;
    }
    return signatureMatches(request, header, account) && this.#isFresh(header, now) ? account : null;
  }

  #isFresh(header: ReadonlyMap<string, string>, now: number): boolean {
    const [timestamp, nonce] = [header.get('oauth_timestamp') ?? '', header.get('oauth_nonce') ?? ''];
    const at = /^\d+$/.test(timestamp) ? Number(timestamp) * 1000 : Number.NaN;
    if (!(Math.abs(now - at) <= skewMs) || nonce === '') return false;
    for (const [seen, time] of this.#nonces) {
      if (time >= now - 2 * skewMs) break;
      this.#nonces.delete(seen);
    }
    const key = `${header.get('oauth_token')} ${timestamp} ${nonce}`;
    if (this.#nonces.has(key)) return false;
    this.#nonces.set(key, now);
    return true;
  }
}

function signatureMatches(request: XRequest, header: ReadonlyMap<string, string>, account: XAccount): boolean {
  const parameters = signedParameters(request, header);
  const url = `https://api.x.com${request.path}`;
  const expected = oauthSign.hmacsign(request.method, url, parameters, account.appSecret, account.accessSecret);
  const [a, b] = [Buffer.from(expected), Buffer.from(header.get('oauth_signature') ?? '')];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Section 3.4.1.3: the header's parameters but for realm and signature, the query's, and those of a form. */
function signedParameters(request: XRequest, header: ReadonlyMap<string, string>): Record<string, string[]> {
  const parameters: Record<string, string[]> = {};
  const add = (name: string, value: string) => {
    parameters[name] = [...(parameters[name] ?? []), value];
  };
  for (const [name, value] of header) if (name !== 'realm' && name !== 'oauth_signature') add(name, value);
  for (const [name, value] of request.query) add(name, value);
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(request.body.toString())) add(name, value);
  }
  return parameters;
}

/** `OAuth a="1", b="2"` with percent-encoded values; empty for anything else, and a name given twice voids it. */
function parseHeader(header: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (!/^OAuth\s/i.test(header)) return found;
  for (const [, name = '', value = ''] of header.slice(5).matchAll(/([A-Za-z_]+)="([^"]*)"/g)) {
    if (found.has(name)) return new Map();
    found.set(name, decode(value));
  }
  return found;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
