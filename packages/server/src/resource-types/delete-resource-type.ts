import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { requireAccess } from '../grants/require-access.ts';
import type { Principal } from '../verification/principal.ts';
import { accountTypesFrom } from './account-types.ts';
import { applyTypeChange, withoutType } from './apply-type-change.ts';

/**
 * Takes back a resource type of the account.
 *
 * @throws Failure `not_found`, `forbidden`, and `conflict` while a policy or another type needs it
 */
export async function deleteResourceType(
  deployment: Deployment,
  principal: Principal,
  address: string,
  name: string,
): Promise<void> {
  const others = withoutType(principal.types, name);
  const exists = others.length < principal.types.declarations.length;
  if (!exists) throw new Failure('not_found', 'Invalid resource identifier');
  requireAccess(principal, 'manageResourceTypes', 'acct');
  const child = others.find(({ parents = [] }) => parents.includes(name));
  if (child !== undefined)
    throw new Failure('conflict', `the resource type \`${child.name}\` stands under \`${name}\``);
  await applyTypeChange(deployment, principal, address, {
    name,
    types: accountTypesFrom(others),
    verb: 'deleted the resource type',
    description: 'Deleted the resource type',
    write: (changes, accountId) => changes.resourceTypes.deleteResourceType(accountId, name),
  });
}
