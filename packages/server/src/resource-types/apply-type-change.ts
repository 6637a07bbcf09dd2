import type { TypeDeclaration } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { requireUnchanged } from '../grants/require-unchanged.ts';
import type { Changes } from '../storage/store.ts';
import { auditActor, type Principal } from '../verification/principal.ts';
import type { AccountTypes } from './account-types.ts';
import { requireNoOtherPolicies, requirePoliciesReadable } from './require-policies-readable.ts';

export interface TypeChange {
  readonly name: string;
  /** The types of the account after the change. */
  readonly types: AccountTypes;
  readonly verb: 'declared the resource type' | 'deleted the resource type';
  readonly description: string;
  write(changes: Changes, accountId: string): Promise<unknown>;
}

/**
 * Changes the resource types of an account. What every policy means depends on them, so all principals of the
 * account are read anew afterwards.
 *
 * @throws Failure `unauthorized`, `optimistic_locking_error`, and `conflict` when a stored policy needs what goes
 */
export async function applyTypeChange(
  { store, clock, accountTypes }: Deployment,
  principal: Principal,
  address: string,
  change: TypeChange,
): Promise<void> {
  const { accountId } = principal;
  const [before, after] = [principal.types.catalogue, change.types.catalogue];
  const judged = await requirePoliciesReadable(store.reads.tokens, accountId, before, after);
  await store.change(clock, async (changes, nowMs) => {
    await requireUnchanged(changes, principal, nowMs);
    await requireNoOtherPolicies(changes, accountId, judged);
    await change.write(changes, accountId);
    changes.recordChange({ accountId, kind: 'resource_type', id: change.name });
    changes.recordAudit(accountId, {
      actor: auditActor(principal, address),
      action: 'manageResourceTypes',
      target: { kind: 'resource-type', id: change.name, name: change.name, resource: 'acct' },
      verb: change.verb,
      description: change.description,
    });
  });
  accountTypes.forget(accountId);
}

/** The declarations without the one of that name. */
export function withoutType({ declarations }: AccountTypes, name: string): readonly TypeDeclaration[] {
  return declarations.filter((type) => type.name !== name);
}
