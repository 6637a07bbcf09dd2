import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';

/** The `ownerId` of the wire: the oldest member with the role owner. */
export async function findOwnerId(
  { store }: Deployment,
  { accountId }: Pick<Principal, 'accountId'>,
): Promise<string> {
  return (await store.reads.members.findOldestOwner(accountId))?.id ?? '';
}
