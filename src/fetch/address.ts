import { BlockList, isIP } from 'node:net';

/**
 * IPv4 ranges that are no place on the public internet (IANA's IPv4 special-purpose address registry), and one address
 * that looks public but is the host's own: Azure's metadata and agent service.
 */
const PRIVATE_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** IPv6 is the other way round: only global unicast is public, and IPv4 inside the two prefixes that routers translate. */
const PUBLIC_IPV6 = [
  ['2000::', 3],
  ['::ffff:0.0.0.0', 96],
  ['64:ff9b::', 96],
] as const;

/** Parts of `2000::/3` that are not: protocol assignments with Teredo, documentation, 6to4. */
const PRIVATE_IPV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const refused = new BlockList();
for (const [network, prefix] of PRIVATE_IPV4) {
  refused.addSubnet(network, prefix, 'ipv4');
  refused.addSubnet(`::ffff:${network}`, 96 + prefix, 'ipv6');
  refused.addSubnet(`64:ff9b::${network}`, 96 + prefix, 'ipv6');
}
for (const [network, prefix] of PRIVATE_IPV6) refused.addSubnet(network, prefix, 'ipv6');

const global6 = new BlockList();
for (const [network, prefix] of PUBLIC_IPV6) global6.addSubnet(network, prefix, 'ipv6');

/**
 * Whether an IP address is on the public internet. Loopback, private, link-local, shared (CGNAT), multicast,
 * documentation and unspecified addresses are not, nor is any IPv6 form that stands for one of them; neither is a text
 * that is no address.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused.check(address, 'ipv4');
  if (family === 6 && !address.includes('%')) return global6.check(address, 'ipv6') && !refused.check(address, 'ipv6');
  return false;
}
