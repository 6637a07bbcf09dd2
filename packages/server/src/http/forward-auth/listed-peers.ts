import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isWithinRanges } from '../../address-ranges.ts';

/** Whether whoever is connected, and not whoever they say they forward for, is one of the listed proxies. */
export function listedPeers(ranges: readonly string[]): (request: IncomingMessage) => boolean {
  // Gateways keep their connections: each is looked at once.
  const known = new WeakMap<Socket, boolean>();
  return ({ socket }) => {
    const before = known.get(socket);
    if (before !== undefined) return before;
    const isListed = isWithinRanges(socket.remoteAddress ?? '', ranges);
    known.set(socket, isListed);
    return isListed;
  };
}
