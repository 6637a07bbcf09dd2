import { setImmediate } from 'node:timers/promises';
import { type Catalogue, type PolicyProblem, validatePolicy } from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { Changes, TokenReads } from '../storage/store.ts';

/** The policies that were looked at, by token: version. */
export type JudgedPolicies = ReadonlyMap<string, number>;

/**
 * A type in use cannot vanish: a policy that could be stored before a change can be stored after it. Looks at every
 * stored policy, before the transaction and letting others in between.
 *
 * @throws Failure `conflict` that names a token whose policy would lose its meaning
 */
export async function requirePoliciesReadable(
  tokens: TokenReads,
  accountId: string,
  before: Catalogue,
  after: Catalogue,
): Promise<JudgedPolicies> {
  const judged = new Map<string, number>();
  for (const { tokenId, version, policy } of await tokens.listInlineRoles(accountId)) {
    await setImmediate();
    judged.set(tokenId, version);
    const [lost] = errorsOf(policy, after);
    if (lost === undefined || errorsOf(policy, before).length > 0) continue;
    throw new Failure(
      'conflict',
      `the policy of the token \`${tokenId}\` needs what this would take away: ${lost.message}`,
      { hint: 'delete or replace the tokens that use the type first' },
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
  const stored = await changes.tokens.listInlineVersions(accountId);
  if (stored.every(({ tokenId, version }) => judged.get(tokenId) === version)) return;
  throw new Failure('optimistic_locking_error', 'A policy was stored during the call. Try again later.');
}

function errorsOf(policy: unknown, catalogue: Catalogue): readonly PolicyProblem[] {
  return validatePolicy(policy, catalogue).filter(({ severity }) => severity === 'error');
}
