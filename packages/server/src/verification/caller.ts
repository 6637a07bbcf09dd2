import type { AuditActor } from '../audit/audit-entry.ts';
import type { Member } from '../members/member.ts';
import type { IdempotentCallKey } from '../storage/idempotent-call-store.ts';
import { actingMember, type Principal } from './principal.ts';

/** Where a call comes from: known of everybody, before anybody has proved who they are. */
export interface CallOrigin {
  /** The address of the client. */
  readonly address: string;
  /** The request, as in `X-Request-Id`. */
  readonly requestId: string;
}

/** Who asks for a change, and from where. */
export interface Caller extends CallOrigin {
  readonly principal: Principal;
  readonly idempotent?: IdempotentRequest;
}

/** A call that may be repeated without happening twice. */
export interface IdempotentRequest extends IdempotentCallKey {
  readonly bodyDigest: Uint8Array;
}

/** How the audit log names a caller. A service token acts for itself, not for its creator. */
export function auditActor({ principal, address, requestId }: Caller): AuditActor {
  const member = actingMember(principal);
  return {
    ...(principal.authKind === 'token' && { token: actingToken(principal.token) }),
    address,
    requestId,
    ...(member && { member: auditMember(member) }),
  };
}

/** A member as the audit log keeps them. */
export function auditMember({ id, email, firstName, lastName }: Member): NonNullable<AuditActor['member']> {
  return { id, email, firstName, lastName };
}

function actingToken({ id, name, lastFour, kind }: NonNullable<AuditActor['token']>) {
  return { id, name, lastFour, kind };
}
