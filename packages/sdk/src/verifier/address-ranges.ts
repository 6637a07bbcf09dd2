import { BlockList, isIP } from 'node:net';

/**
 * Whether an address of a client is in one of the ranges, each an address or a CIDR range. An address that is none is in no range,
 * and `::/0` means IPv6 only, although Node counts IPv4 among it.
 */
export function isWithinRanges(address: string, ranges: readonly string[]): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) === 0) return false;
  const family = familyOf(plain);
  const list = new BlockList();
  for (const range of ranges) {
    const [start = '', bits] = range.split('/');
    if (familyOf(range) !== family && !/^::ffff:/i.test(range)) continue;
    if (bits === undefined) list.addAddress(start, familyOf(start));
    else list.addSubnet(start, Number(bits), familyOf(start));
  }
  return list.check(plain, family);
}

function familyOf(range: string): 'ipv4' | 'ipv6' {
  return range.includes(':') ? 'ipv6' : 'ipv4';
}
