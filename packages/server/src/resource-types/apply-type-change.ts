import type { TypeDeclaration } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { changeAs } from '../grants/change-as.ts';
import type { Changes } from '../storage/store.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import type { AccountTypes } from './account-types.ts';
import { requireNoOtherPolicies, requirePoliciesReadable } from './require-policies-readable.ts';

export interface TypeChange {
  readonly name: string;
  /** The types of the account after the change. */
  readonly types: AccountTypes;
  /** Whether it is only found out if the change could be made. */
  readonly dryRun: boolean;
  readonly verb: 'declared the resource type' | 'deleted the resource type';
  readonly description: string;
  write(changes: Changes, accountId: string): Promise<unknown>;
}

/**
 * Changes the resource types of an account. What every policy means depends on them, so all principals of the
 * account are read anew afterwards.
 *
 * @throws Failure `unauthorized`, `optimistic_locking_error`, and `conflict` when a stored policy or gateway route needs what goes
 */
export async function applyTypeChange(
  deployment: Deployment,
  caller: Caller,
  change: TypeChange,
): Promise<void> {
  const { accountId, types } = caller.principal;
  const [before, after] = [types.catalogue, change.types.catalogue];
  const judged = await requirePoliciesReadable(deployment.store.reads, caller.principal, before, after);
  if (change.dryRun) return;
  await changeAs(deployment, caller, async (changes) => {
    await requireNoOtherPolicies(changes, accountId, judged);
    await change.write(changes, accountId);
    changes.recordChange({ accountId, kind: 'resource_type', id: change.name });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action: 'manageResourceTypes',
      target: { kind: 'resource-type', id: change.name, name: change.name, resource: 'acct' },
      verb: change.verb,
      description: change.description,
      ...versionsOf(change, caller.principal.types),
    });
  });
}

function versionsOf({ name, types }: TypeChange, typesBefore: AccountTypes) {
  const previousVersion = findType(typesBefore, name);
  const currentVersion = findType(types, name);
  return { ...(previousVersion && { previousVersion }), ...(currentVersion && { currentVersion }) };
}

function findType({ declarations }: AccountTypes, name: string): TypeDeclaration | undefined {
  return declarations.find((type) => type.name === name);
}

/** The declarations without the one of that name. */
export function withoutType({ declarations }: AccountTypes, name: string): readonly TypeDeclaration[] {
  return declarations.filter((type) => type.name !== name);
}
