import { InputError } from '../../errors.ts';
import { LOOPBACK } from '../../loopback.ts';

/** Where requests to X are dialled. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** `false` for a stand-in on loopback only. */
  readonly isEncrypted: boolean;
}

/**
 * The endpoint of an account's `service`; `null` is X itself. Requests are written and signed for `https://api.x.com`
 * whatever is dialled.
 * @throws InputError where it is no https address (http on loopback)
 */
export function endpointOf(service: string | null): Endpoint {
  const url = URL.parse(service ?? 'https://api.x.com');
  if (url?.protocol === 'https:') return { host: bare(url), port: Number(url.port || 443), isEncrypted: true };
  if (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname)) {
    return { host: bare(url), port: Number(url.port || 80), isEncrypted: false };
  }
  throw new InputError({
    where: 'service of an X account',
    problem: 'is no address that Spool signs in at:',
    value: service ?? '',
    allowed: 'an https address, or http on loopback',
  });
}

/** `[::1]` is `::1` to a socket. */
function bare({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
