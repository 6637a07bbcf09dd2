import type { Holder, Rights, RightsSource } from '@keyward/policy';
import type { AccountRules } from '../accounts/account-memory.ts';
import type { Member } from '../members/member.ts';
import { type HeldRoles, holderOf, scopeOf } from '../roles/held-roles.ts';
import type { AccessToken } from '../tokens/access-token.ts';

/** The rules of the account are as they were when the rights were read. */
interface PrincipalBase extends AccountRules {
  readonly accountId: string;
  /** The holder of a personal token, or who is signed in; of a service token, the member who created it, who may be gone. */
  readonly member: Member;
  /** The roles that the rights are made of, as they were when the rights were read. */
  readonly held: HeldRoles;
  readonly source: RightsSource;
  /** The source, compiled for the types of its account. */
  readonly rights: Rights;
}

export interface TokenPrincipal extends PrincipalBase {
  readonly authKind: 'token';
  readonly token: AccessToken;
  /** The secret that was presented: the current one, or an older one with its end. */
  readonly secret: { readonly id: string; readonly endsAt: number | null };
}

/** A member signed in with a browser. */
export interface SessionPrincipal extends PrincipalBase {
  readonly authKind: 'session';
  readonly session: { readonly id: string };
}

/** Who acts after authentication, with what they may do at this moment. */
export type Principal = TokenPrincipal | SessionPrincipal;

/** Where the rights of a token come from: its scope, and for a personal token also what its holder may do now. */
export function rightsSource({ kind, scope }: AccessToken, member: Member, held: HeldRoles): RightsSource {
  const ofToken = { scope: scopeOf(scope, held) };
  return kind === 'personal' ? { ...ofToken, ...memberRightsSource(member, held) } : ofToken;
}

/** Where the rights of a member come from. */
export function memberRightsSource(
  member: Member,
  held: HeldRoles,
): RightsSource & { readonly holder: Holder } {
  return { holder: holderOf(member, held) };
}

/** The member for whom a principal acts; a service token acts for nobody. */
export function actingMember(principal: Principal): Member | undefined {
  const isService = principal.authKind === 'token' && principal.token.kind === 'service';
  return isService ? undefined : principal.member;
}

/** Whether no role or policy is involved that an account wrote: such may name single resources, base roles name whole types. */
export function hasBaseRolesOnly({ source: { scope, holder } }: Pick<Principal, 'source'>): boolean {
  const hasBaseScope = scope === undefined || 'role' in scope;
  const written = [...(holder?.customRoles ?? []), ...(holder?.teamRoles ?? [])];
  return hasBaseScope && written.length === 0;
}
