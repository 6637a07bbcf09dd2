import type { AuditActor } from '../audit/audit-entry.ts';
import { actingMember, type Principal } from './principal.ts';

/** Who asks for a change, and from where. */
export interface Caller {
  readonly principal: Principal;
  /** The address of the client. */
  readonly address: string;
  /** The request, as in `X-Request-Id`. */
  readonly requestId: string;
}

/** How the audit log names a caller. A service token acts for itself, not for its creator. */
export function auditActor({ principal, address, requestId }: Caller): AuditActor {
  const member = actingMember(principal);
  return {
    ...(principal.authKind === 'token' && { token: actingToken(principal.token) }),
    address,
    requestId,
    ...(member && {
      member: {
        id: member.id,
        email: member.email,
        firstName: member.firstName,
        lastName: member.lastName,
      },
    }),
  };
}

function actingToken({ id, name, lastFour, kind }: NonNullable<AuditActor['token']>) {
  return { id, name, lastFour, kind };
}
