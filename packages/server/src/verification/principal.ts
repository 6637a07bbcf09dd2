import type { Rights, RightsSource } from '@keyward/policy';
import type { AuditActor } from '../audit/audit-entry.ts';
import type { Member } from '../members/member.ts';
import type { AccountTypes } from '../resource-types/account-types.ts';
import type { AccessToken } from '../tokens/access-token.ts';

/** Who acts after authentication, with what they may do at this moment. */
export interface Principal {
  readonly accountId: string;
  readonly token: AccessToken;
  /** The holder of a personal token; of a service token, the member who created it, who may be gone. */
  readonly member: Member;
  readonly source: RightsSource;
  /** The source, compiled for the types of its account. */
  readonly rights: Rights;
  /** As they were when the rights were read. */
  readonly types: AccountTypes;
}

/** Where the rights of a token come from: its scope, and for a personal token also what its holder may do now. */
export function rightsSource({ kind, scope }: AccessToken, { role }: Member): RightsSource {
  return kind === 'personal' ? { scope, holder: { role } } : { scope };
}

/** How the audit log names a principal. A service token acts for itself, not for its creator. */
export function auditActor({ token, member }: Principal, address: string): AuditActor {
  const { id, name, lastFour, kind } = token;
  const actor = { token: { id, name, lastFour, kind }, address };
  if (kind === 'service') return actor;
  const { email, firstName, lastName } = member;
  return { ...actor, member: { id: member.id, email, firstName, lastName } };
}
