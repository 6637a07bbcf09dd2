import { BlockList, isIP } from 'node:net';

/** Whether a text is an address, or an address and a number of bits. */
export function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0 || address.includes('%')) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/**
 * Whether an address of a client is in one of the ranges. An address that is none is in no range, and `::/0` means
 * IPv6 only, although Node counts IPv4 among it.
 */
export function isWithinRanges(address: string, ranges: readonly string[]): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) === 0) return false;
  const family = familyOf(plain);
  const ofSameFamily = ranges.filter((range) => /^::ffff:/i.test(range) || familyOf(range) === family);
  return rangeList(ofSameFamily).check(plain, family);
}

/** @param ranges each an address or a CIDR range */
function rangeList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return list;
}

function familyOf(range: string): 'ipv4' | 'ipv6' {
  return range.includes(':') ? 'ipv6' : 'ipv4';
}
