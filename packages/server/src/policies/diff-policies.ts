import type { BaseRole, RightsDiff } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';
import { requireValidPolicy } from './require-valid-policy.ts';

export interface ComparedPolicy {
  readonly policy: unknown;
  readonly basePermissions?: BaseRole;
}

/**
 * What somebody gains and loses when one policy becomes another, said of the rights and not of the text.
 *
 * @throws Failure `invalid_request`
 */
export function diffPolicies(
  { analyst }: Deployment,
  principal: Principal,
  from: ComparedPolicy,
  to: ComparedPolicy,
): Promise<RightsDiff> {
  const scopeOf = (field: string, { policy, basePermissions }: ComparedPolicy) => ({
    scope: {
      customRoles: [
        {
          key: field,
          policy: requireValidPolicy(`${field}.policy`, policy, principal.types.catalogue),
          ...(basePermissions && { basePermissions }),
        },
      ],
    },
  });
  return analyst.diff(scopeOf('from', from), scopeOf('to', to), principal);
}
