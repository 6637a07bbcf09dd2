import type {
  BaseRole,
  DecisionSubject,
  NamedRole,
  RoleAttributes,
  Scope,
  SubjectMember,
} from '@keyward/policy';
import { type Catalogue, type RightsSource, sourceOfSubject } from '@keyward/policy';
import { Failure } from '../failure.ts';
import { requireValidPolicy } from './require-valid-policy.ts';

/** A role as a caller writes it; its policy is not looked at yet. */
export interface UnreadRole {
  readonly key: string;
  readonly policy: unknown;
  readonly basePermissions?: BaseRole;
  readonly roleAttributes?: RoleAttributes;
}

/** A subject as a caller writes it. */
export interface UnreadSubject {
  readonly policy?: unknown;
  readonly basePermissions?: BaseRole;
  readonly roleAttributes?: RoleAttributes;
  readonly member?: {
    readonly role: BaseRole;
    readonly customRoles?: readonly (UnreadRole | string)[];
    readonly teamRoles?: readonly UnreadRole[];
    readonly roleAttributes?: RoleAttributes;
    readonly removed?: boolean;
  };
  readonly token?: {
    readonly role?: BaseRole;
    readonly customRoles?: readonly UnreadRole[];
    readonly inlineRole?: unknown;
    readonly serviceToken?: boolean;
  };
}

/**
 * Where the rights of a subject come from that a caller wrote out.
 *
 * @throws Failure `invalid_request` that names the field
 */
export function sourceOfUnread(subject: UnreadSubject, catalogue: Catalogue): RightsSource {
  const { policy, member, token, ...rest } = subject;
  const read: DecisionSubject = {
    ...rest,
    ...(policy !== undefined && { policy: requireValidPolicy('subject.policy', policy, catalogue) }),
    ...(member && { member: readMember(member, catalogue) }),
    ...(token && { token: readScope(token, catalogue) }),
  };
  const given = [policy !== undefined, member !== undefined || token !== undefined].filter(Boolean).length;
  if (given !== 1) {
    throw new Failure(
      'invalid_request',
      '`subject`: give either `policy`, or `member`, `token` or both of these',
      {
        hint: 'a stored token or member is named by `tokenId` or `memberId`',
      },
    );
  }
  try {
    return sourceOfSubject(read);
  } catch (error) {
    if (error instanceof RangeError) throw new Failure('invalid_request', `\`subject\`: ${error.message}`);
    throw error;
  }
}

function readMember(member: NonNullable<UnreadSubject['member']>, catalogue: Catalogue): SubjectMember {
  const { customRoles = [], teamRoles = [], ...rest } = member;
  const read = (field: string) => (role: UnreadRole) => readRole(`subject.member.${field}`, role, catalogue);
  return {
    ...rest,
    customRoles: customRoles.map((role) => (typeof role === 'string' ? role : read('customRoles')(role))),
    teamRoles: teamRoles.map(read('teamRoles')),
  };
}

function readScope(
  token: NonNullable<UnreadSubject['token']>,
  catalogue: Catalogue,
): Scope & { serviceToken?: boolean } {
  const { role, customRoles, inlineRole, serviceToken = false } = token;
  const scopes: Scope[] = [];
  if (role !== undefined) scopes.push({ role });
  if (customRoles !== undefined) {
    scopes.push({
      customRoles: customRoles.map((each) => readRole('subject.token.customRoles', each, catalogue)),
    });
  }
  if (inlineRole !== undefined) {
    scopes.push({ inlineRole: requireValidPolicy('subject.token.inlineRole', inlineRole, catalogue) });
  }
  const [scope] = scopes;
  if (scope === undefined || scopes.length > 1) {
    throw new Failure(
      'invalid_request',
      '`subject.token`: give exactly one of `role`, `customRoles` and `inlineRole`',
    );
  }
  return { ...scope, serviceToken };
}

function readRole(field: string, role: UnreadRole, catalogue: Catalogue): NamedRole {
  return { ...role, policy: requireValidPolicy(`${field}.policy`, role.policy, catalogue) };
}
