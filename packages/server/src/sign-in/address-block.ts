import { isIPv6 } from 'node:net';

/** The addresses that count as one client: an IPv4 address, or the /64 that a provider gives to one customer. */
export function addressBlock(address: string): string {
  return blockOf(address, { octets: 4, groups: 4 });
}

/** The addresses that one customer of a provider often has together: 256 of IPv4, a /48 of IPv6. */
export function addressNetwork(address: string): string {
  return blockOf(address, { octets: 3, groups: 3 });
}

function blockOf(address: string, kept: { readonly octets: number; readonly groups: number }): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain.split('.').slice(0, kept.octets).join('.');
  const [before = [], after] = plain
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = after === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...(after ?? [])];
  return `${groups
    .slice(0, kept.groups)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/${16 * kept.groups}`;
}
