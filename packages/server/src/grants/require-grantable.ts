import { compileRights, contains, type Scope } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Principal } from '../verification/principal.ts';

/**
 * Whether a principal may give a token this scope: nobody gives what they do not hold. Every path that grants
 * rights calls this one function.
 *
 * @throws Failure `forbidden` with an access that the scope would give and the principal lacks
 */
export function requireGrantable(deployment: Deployment, principal: Principal, scope: Scope): void {
  const granted = compileRights({ scope }, deployment.catalogue);
  const containment = contains(principal.rights, granted, deployment.catalogue);
  if (containment.verdict === 'contained') return;
  if (containment.verdict === 'not_contained') {
    const { action } = containment.witness;
    const resource = String(containment.witness.resource);
    throw new Failure('forbidden', 'A token cannot be given more than its creator may do', {
      access: { action, resource },
      reason: { effect: 'deny' },
      hint: `the new token would allow \`${action}\` on \`${resource}\`, which the calling token may not do`,
    });
  }
  throw new Failure(
    'forbidden',
    'The rights of the new token could not be shown to be within those of its creator',
    {
      reason: { effect: 'deny', kind: 'not_provable', detail: containment.reason },
    },
  );
}
