import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './address.ts';
import { Refusal } from './fetched.ts';

/** What may be reached. Everything but a test uses `PUBLIC_WEB`. */
export interface Reach {
  /** All addresses of a host name. Asked once for each connection. */
  resolve(hostname: string): Promise<readonly string[]>;
  /** Whether a connection to this IP address may be made. */
  permit(address: string): boolean;
  readonly ports: readonly number[];
}

export const PUBLIC_WEB: Reach = {
  resolve: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  permit: isPublicAddress,
  ports: [80, 443],
};

const STANDARD_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * An address that may be asked for, as far as it shows without resolving the name.
 * @throws Refusal for other schemes and ports, credentials, and a host written as an address out of reach
 */
export function reachable(written: string, { permit, ports }: Reach): URL {
  const url = URL.parse(written);
  if (url === null) throw new Refusal('this is not an address');
  const standard = STANDARD_PORTS[url.protocol];
  if (standard === undefined) throw new Refusal(`${url.protocol} is not http: or https:`);
  if (url.username !== '' || url.password !== '') throw new Refusal('it carries a user name or a password');
  const port = url.port === '' ? standard : Number(url.port);
  if (!ports.includes(port)) throw new Refusal(`port ${port} is not the web's (${ports.join(' or ')})`);
  // A name is checked when it is resolved; an address is connected to as it stands, so here.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !permit(host)) throw new Refusal(`${host} is not on the public internet`);
  return url;
}

/**
 * Resolves a name for a connection and hands on only addresses within reach: what is checked here is exactly what is
 * connected to, so that a name cannot answer differently in between (DNS rebinding).
 */
export function guardedLookup({ resolve, permit }: Reach): LookupFunction {
  return (hostname, { all }, callback) => {
    const answer = async () => {
      const resolved = await resolve(hostname);
      const [first, ...rest] = resolved.filter(permit).map((address) => ({ address, family: isIP(address) }));
      if (first === undefined) throw new Refusal(`${hostname} is not on the public internet`);
      return { first, rest };
    };
    answer().then(
      ({ first, rest }) => (all ? callback(null, [first, ...rest]) : callback(null, first.address, first.family)),
      (error) => callback(error, all ? [] : ''),
    );
  };
}
