import type { BaseRole, Lint } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';
import { requireValidPolicy } from './require-valid-policy.ts';

/**
 * What is likely not meant in a policy that may be stored.
 *
 * @throws Failure `invalid_request`
 */
export async function lintPolicy(
  { analyst }: Deployment,
  principal: Principal,
  policy: unknown,
  basePermissions: BaseRole,
): Promise<readonly Lint[]> {
  return analyst.lint(
    requireValidPolicy('policy', policy, principal.types.catalogue),
    { basePermissions },
    principal,
  );
}
