/** @throws TypeError for an address that cannot be meant */
export function serviceAddress(url: string | URL): URL {
  const text = String(url);
  const address = URL.canParse(text) ? new URL(text) : undefined;
  const isUsable =
    address !== undefined &&
    /^https?:$/.test(address.protocol) &&
    `${address.username}${address.password}${address.search}${address.hash}` === '';
  if (!isUsable) {
    throw new TypeError('`url` must be an http or https address without user, query or fragment');
  }
  return address;
}
