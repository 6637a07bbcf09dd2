import { addressBlock, addressNetwork } from '../sign-in/address-block.ts';
import type { PendingRequest } from '../storage/device-request-store.ts';

/** How many wait of the client that has this address. */
export function waitingOfClient(waiting: readonly PendingRequest[], address: string): number {
  const client = addressBlock(address);
  return waiting.filter((each) => addressBlock(each.address) === client).length;
}

/**
 * The request that gives way when no more may wait: of the network that has the most, the client that has the most, the oldest one. Where
 * all have as many that is the oldest of all, so that nobody is kept out for as long as requests live.
 *
 * @param waiting the oldest first
 */
export function greediestRequest(waiting: readonly PendingRequest[]): PendingRequest | undefined {
  const ofNetworks = countBy(waiting, addressNetwork);
  const ofClients = countBy(waiting, addressBlock);
  const weight = ({ address }: PendingRequest) =>
    [ofNetworks.get(addressNetwork(address)) ?? 0, ofClients.get(addressBlock(address)) ?? 0] as const;
  return waiting.toSorted((a, b) => {
    const [networkOfA, clientOfA] = weight(a);
    const [networkOfB, clientOfB] = weight(b);
    return networkOfB - networkOfA || clientOfB - clientOfA;
  })[0];
}

function countBy(waiting: readonly PendingRequest[], groupOf: (address: string) => string) {
  const counts = new Map<string, number>();
  for (const { address } of waiting) {
    const group = groupOf(address);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}
