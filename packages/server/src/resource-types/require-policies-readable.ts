import { setImmediate } from 'node:timers/promises';
import { type Catalogue, type PolicyProblem, validatePolicy } from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { Page } from '../storage/page.ts';
import type { Changes, Reads } from '../storage/store.ts';

const EVERY_ROLE: Page = { limit: 100_000, offset: 0 };

/** The policies that were looked at, each with the version in which it was. */
export type JudgedPolicies = ReadonlyMap<string, number>;

/**
 * A type in use cannot vanish: a policy that could be stored before a change can be stored after it. Looks at every
 * stored policy, before the transaction and letting others in between.
 *
 * @throws Failure `conflict` that names a token or role whose policy would lose its meaning
 */
export async function requirePoliciesReadable(
  reads: Pick<Reads, 'tokens' | 'roles'>,
  accountId: string,
  before: Catalogue,
  after: Catalogue,
): Promise<JudgedPolicies> {
  const judged = new Map<string, number>();
  const roles = await reads.roles.listRoles(accountId, EVERY_ROLE);
  const policies = [
    ...(await reads.tokens.listInlineRoles(accountId)).map(({ tokenId, version, policy }) => {
      return { name: `token \`${tokenId}\``, id: tokenId, version, policy };
    }),
    ...roles.map(({ key, id, version, policy }) => ({ name: `role \`${key}\``, id, version, policy })),
  ];
  for (const { name, id, version, policy } of policies) {
    await setImmediate();
    judged.set(id, version);
    const [lost] = errorsOf(policy, after);
    if (lost === undefined || errorsOf(policy, before).length > 0) continue;
    throw new Failure(
      'conflict',
      `the policy of the ${name} needs what this would take away: ${lost.message}`,
      { hint: 'delete or change the tokens and roles that use the type first' },
    );
  }
  return judged;
}

/** @throws Failure `optimistic_locking_error` when a policy was stored since they were looked at */
export async function requireNoOtherPolicies(
  changes: Changes,
  accountId: string,
  judged: JudgedPolicies,
): Promise<void> {
  const ofTokens = await changes.tokens.listInlineVersions(accountId);
  const ofRoles = await changes.roles.listRoleVersions(accountId);
  const areSame =
    ofTokens.every(({ tokenId, version }) => judged.get(tokenId) === version) &&
    ofRoles.every(({ id, version }) => judged.get(id) === version);
  if (areSame) return;
  throw new Failure('optimistic_locking_error', 'A policy was stored during the call. Try again later.');
}

function errorsOf(policy: unknown, catalogue: Catalogue): readonly PolicyProblem[] {
  return validatePolicy(policy, catalogue).filter(({ severity }) => severity === 'error');
}
