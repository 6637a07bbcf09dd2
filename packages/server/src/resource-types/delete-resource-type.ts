import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { requireAccess } from '../grants/require-access.ts';
import type { Caller } from '../verification/caller.ts';
import { accountTypesFrom } from './account-types.ts';
import { applyTypeChange, withoutType } from './apply-type-change.ts';
import { requireHeld } from './require-held.ts';

/**
 * Takes back a resource type of the account. Its actions are then those of a type that nobody declared, which base
 * roles from writer on may do: the caller must be able to do them too.
 *
 * @param options.dryRun finds out whether it could be, and stores nothing
 * @throws Failure `not_found`, `forbidden`, and `conflict` while a policy or another type needs it
 */
export async function deleteResourceType(
  deployment: Deployment,
  caller: Caller,
  name: string,
  { dryRun = false } = {},
): Promise<void> {
  const { principal } = caller;
  const others = withoutType(principal.types, name);
  const exists = others.length < principal.types.declarations.length;
  if (!exists) throw new Failure('not_found', 'Invalid resource identifier');
  requireAccess(principal, 'manageResourceTypes', 'acct');
  const child = others.find(({ parents = [] }) => parents.includes(name));
  if (child !== undefined)
    throw new Failure('conflict', `the resource type \`${child.name}\` stands under \`${name}\``);
  const types = accountTypesFrom(others);
  const resources = principal.types.catalogue.types.get(name)?.chains ?? [];
  await requireHeld(deployment, principal, [{ effect: 'allow', resources, actions: ['*'] }], types);
  await applyTypeChange(deployment, caller, {
    name,
    types,
    dryRun,
    verb: 'deleted the resource type',
    description: 'Deleted the resource type',
    write: (changes, accountId) => changes.resourceTypes.deleteResourceType(accountId, name),
  });
}
