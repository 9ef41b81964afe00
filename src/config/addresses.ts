import { isIP } from 'node:net';
import { LOOPBACK } from '../loopback.ts';

/** An IP address that a server may listen on. */
export function isHost(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

/** An IP address, or a subnet such as `172.16.0.0/12`. */
export function isSubnet(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  return isHost(address) && isRange && more.length === 0;
}

/** An https address, or http on loopback, without a name or password in it. */
export function isService(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username } = new URL(address);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname)));
}
