import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isWithinRanges } from '../address-ranges.ts';

/** Whether whoever is connected, and not whoever they say they forward for, is what is asked for. */
export type PeerCheck = (request: Pick<IncomingMessage, 'socket'>) => boolean;

/** One of the listed proxies. */
export function listedPeers(ranges: readonly string[]): PeerCheck {
  return checkPeers((address) => isWithinRanges(address, ranges));
}

/** Proxies keep their connections: each is looked at once. */
export function checkPeers(isRight: (address: string) => boolean): PeerCheck {
  const known = new WeakMap<Socket, boolean>();
  return ({ socket }) => {
    const before = known.get(socket);
    if (before !== undefined) return before;
    const isListed = isRight(socket.remoteAddress ?? '');
    known.set(socket, isListed);
    return isListed;
  };
}
