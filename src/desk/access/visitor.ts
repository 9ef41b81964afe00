import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';

/** Where a request comes from, as far as that can be trusted. */
export interface Visitor {
  /** IP address. */
  readonly address: string;
  /** How the visitor's browser speaks to the desk, or to the proxy before it. */
  readonly scheme: 'http' | 'https';
}

/** Tells who asks. What `X-Forwarded-…` says is believed from these addresses and subnets only. */
export function visitorsBehind(proxies: readonly string[]): (c: Context) => Visitor {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    if (bits === undefined) trusted.addAddress(address, family(address));
    else trusted.addSubnet(address, Number(bits), family(address));
  }
  return (c) => {
    const peer = peerOf(c);
    if (peer === '' || !trusted.check(peer, family(peer))) return { address: peer, scheme: 'http' };
    const last = (name: string) => c.req.header(name)?.split(',').at(-1)?.trim() ?? '';
    const forwarded = last('X-Forwarded-For');
    return {
      address: isIP(forwarded) === 0 ? peer : forwarded,
      scheme: last('X-Forwarded-Proto') === 'https' ? 'https' : 'http',
    };
  };
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** The other end of the connection, by Node's own socket; empty where there is none. */
function peerOf({ env }: Context): string {
  const address: unknown = env?.incoming?.socket?.remoteAddress;
  return typeof address === 'string' ? address.replace(/^::ffff:(?=\d+\.)/, '') : '';
}
