import type { BaseRole } from './base-role.ts';
import type { Catalogue } from './catalogue.ts';
import { presetRoles } from './preset-role.ts';
import {
  BARE_POLICY_ROLE,
  compileRights,
  type Holder,
  type NamedRole,
  type Rights,
  type RightsSource,
  type Scope,
} from './rights.ts';
import type { RoleAttributes } from './role-attributes.ts';
import type { Policy } from './statement.ts';

export interface SubjectMember extends Omit<Holder, 'customRoles'> {
  /** A text is the key of a preset role. */
  readonly customRoles?: readonly (NamedRole | string)[];
  /** A removed member may do nothing, and neither may their personal tokens. */
  readonly removed?: boolean;
}

/** Whose rights a question is about, written out as data: a bare policy, a member, a token, or a token of a member. */
export interface DecisionSubject {
  readonly policy?: Policy;
  /** What the bare policy starts from. */
  readonly basePermissions?: BaseRole;
  /** Of whoever holds the bare policy. */
  readonly roleAttributes?: RoleAttributes;
  readonly member?: SubjectMember;
  readonly token?: Scope & { readonly serviceToken?: boolean };
}

/**
 * Where the rights of a subject come from. A service token does not ask its member.
 *
 * @throws RangeError when a preset role that is named does not exist
 */
export function sourceOfSubject(subject: DecisionSubject): RightsSource {
  const { policy, basePermissions, roleAttributes, member, token } = subject;
  if (policy !== undefined) {
    const role: NamedRole = {
      key: BARE_POLICY_ROLE,
      policy,
      ...(basePermissions !== undefined && { basePermissions }),
    };
    const holder = {
      role: 'no_access',
      customRoles: [role],
      ...(roleAttributes && { roleAttributes }),
    } as const;
    return { holder };
  }
  if (token?.serviceToken === true) return { scope: token };
  if (member?.removed === true) return {};
  return { ...(token && { scope: token }), ...(member && { holder: holderOf(member) }) };
}

/** The rights of a subject. @throws RangeError when a preset role that is named does not exist */
export function rightsOfSubject(subject: DecisionSubject, catalogue: Catalogue): Rights {
  return compileRights(sourceOfSubject(subject), catalogue);
}

function holderOf({ customRoles = [], ...member }: SubjectMember): Holder {
  return {
    ...member,
    customRoles: customRoles.map((role) => (typeof role === 'string' ? presetRole(role) : role)),
  };
}

function presetRole(key: string): NamedRole {
  const preset = presetRoles.find((role) => role.key === key);
  if (preset === undefined) throw new RangeError(`there is no preset role \`${key}\``);
  return preset;
}
