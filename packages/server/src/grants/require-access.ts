import { decide } from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { Principal } from '../verification/principal.ts';

/** Whether the principal may do `action` on the resource named by the specifier. */
export function hasAccess(principal: Principal, action: string, resource: string): boolean {
  return decide(principal.rights, { action, resource }).allowed;
}

/** @throws Failure `forbidden` that names the access */
export function requireAccess(principal: Principal, action: string, resource: string): void {
  if (hasAccess(principal, action, resource)) return;
  throw new Failure('forbidden', 'Access to the requested resource was denied', {
    access: { action, resource },
    reason: { effect: 'deny' },
    hint: `the calling token needs \`${action}\` on \`${resource}\``,
  });
}
