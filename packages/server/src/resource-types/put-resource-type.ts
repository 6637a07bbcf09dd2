import type { Policy, TypeDeclaration } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { requireAccess } from '../grants/require-access.ts';
import type { Caller } from '../verification/caller.ts';
import { type AccountTypes, accountTypesFrom } from './account-types.ts';
import { applyTypeChange, withoutType } from './apply-type-change.ts';
import { requireHeld } from './require-held.ts';

export const ACCOUNT_TYPE_LIMIT = 100;

/**
 * Declares a resource type of the account, or declares it anew. Whoever's role includes an action of it can do it
 * from then on, so the caller must be able to do all that others gain.
 *
 * @param options.dryRun finds out whether it could be, and stores nothing
 * @returns whether the type is new
 * @throws Failure `invalid_request`, `forbidden`, `conflict`, `optimistic_locking_error`
 */
export async function putResourceType(
  deployment: Deployment,
  caller: Caller,
  type: TypeDeclaration,
  { dryRun = false } = {},
): Promise<{ readonly isNew: boolean; readonly types: AccountTypes }> {
  const { principal } = caller;
  requireAccess(principal, 'manageResourceTypes', 'acct');
  const others = withoutType(principal.types, type.name);
  const isNew = others.length === principal.types.declarations.length;
  if (others.length >= ACCOUNT_TYPE_LIMIT) {
    throw new Failure(
      'invalid_request',
      `the account has ${ACCOUNT_TYPE_LIMIT} resource types, which is the limit`,
    );
  }
  const types = read([...others, type]);
  await requireHeld(deployment, principal, gainedBy(type, types), types);
  await applyTypeChange(deployment, caller, {
    name: type.name,
    types,
    dryRun,
    verb: 'declared the resource type',
    description: `${isNew ? 'Declared' : 'Changed'} the resource type with ${Object.keys(type.actions).length} actions`,
    write: (changes, accountId) => changes.resourceTypes.putResourceType(accountId, type),
  });
  return { isNew, types };
}

function read(declarations: readonly TypeDeclaration[]): AccountTypes {
  try {
    return accountTypesFrom(declarations);
  } catch (error) {
    if (error instanceof RangeError) throw new Failure('invalid_request', error.message);
    throw error;
  }
}

/**
 * What others may gain: the actions of the type, and those of all types below it, which another view action or
 * another parent opens. Actions of the level owner are gained by owners alone, who hold everything anyway.
 */
function gainedBy({ name }: TypeDeclaration, { catalogue }: AccountTypes): Policy {
  const chains = catalogue.types.get(name)?.chains ?? [];
  const isBelow = (chain: string) => chains.some((above) => chain === above || chain.startsWith(`${above}:`));
  return [...catalogue.types.values()].flatMap(({ chains: places, actions, otherActions }): Policy => {
    const resources = places.filter(isBelow);
    if (resources.length === 0) return [];
    const owners = Object.keys(actions).filter((action) => actions[action] === 'owner');
    const others = Object.keys(actions).filter((action) => actions[action] !== 'owner');
    if (otherActions === 'owner')
      return others.length === 0 ? [] : [{ effect: 'allow', resources, actions: others }];
    return [
      { effect: 'allow', resources, ...(owners.length > 0 ? { notActions: owners } : { actions: ['*'] }) },
    ];
  });
}
