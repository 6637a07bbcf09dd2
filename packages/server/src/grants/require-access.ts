import { type AccessRequest, type Decision, decide } from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { Principal } from '../verification/principal.ts';

/** Whether the principal may do `action` on the resource named by the specifier. */
export function hasAccess(principal: Principal, action: string, resource: string): boolean {
  return decideFor(principal, { action, resource }).allowed;
}

export function decideFor(principal: Principal, request: AccessRequest): Decision {
  return decide(principal.rights, request);
}

/** @throws Failure `forbidden` that names the access */
export function requireAccess(principal: Principal, action: string, resource: string): void {
  if (!hasAccess(principal, action, resource)) throw accessDenied(principal, action, resource);
}

export function accessDenied(principal: Principal, action: string, resource: string): Failure {
  const who = principal.authKind === 'token' ? 'the calling token needs' : 'your role needs to allow';
  return new Failure('forbidden', 'Access to the requested resource was denied', {
    access: { action, resource },
    reason: { effect: 'deny' },
    hint: `${who} \`${action}\` on \`${resource}\``,
  });
}
