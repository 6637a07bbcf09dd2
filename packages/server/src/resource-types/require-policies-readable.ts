import { type Catalogue, type PolicyProblem, validatePolicy } from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { Changes } from '../storage/store.ts';

/**
 * A type in use cannot vanish: a policy that could be stored before a change can be stored after it.
 *
 * @throws Failure `conflict` that names a token whose policy would lose its meaning
 */
export async function requirePoliciesReadable(
  changes: Changes,
  accountId: string,
  before: Catalogue,
  after: Catalogue,
): Promise<void> {
  for (const { tokenId, policy } of await changes.tokens.listInlineRoles(accountId)) {
    const [lost] = errorsOf(policy, after);
    if (lost === undefined || errorsOf(policy, before).length > 0) continue;
    throw new Failure(
      'conflict',
      `the policy of the token \`${tokenId}\` needs what this would take away: ${lost.message}`,
      {
        hint: 'delete or replace the tokens that use the type first',
      },
    );
  }
}

function errorsOf(policy: unknown, catalogue: Catalogue): readonly PolicyProblem[] {
  return validatePolicy(policy, catalogue).filter(({ severity }) => severity === 'error');
}
