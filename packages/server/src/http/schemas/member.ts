import { type Static, Type } from 'typebox';
import type { Deployment } from '../../deployment/deployment.ts';
import type { InvitedMember } from '../../members/invite-members.ts';
import type { Member } from '../../members/member.ts';
import type { MemberView } from '../../members/member-view.ts';
import { linkAddress, type SentLink } from '../../members/one-time-link.ts';
import type { TokensOfMember } from '../../members/tokens-of-member.ts';
import { effectFields } from './effect.ts';
import { LinksSchema, link } from './link.ts';
import { InstantSchema, ObjectIdSchema } from './object-id.ts';

const summaryFields = {
  _links: LinksSchema,
  _id: ObjectIdSchema,
  firstName: Type.Optional(Type.String()),
  lastName: Type.Optional(Type.String()),
  role: Type.String({ description: 'The base role of the member' }),
  email: Type.String(),
};

export const MemberSummarySchema = Type.Object(summaryFields, { $id: 'MemberSummary' });

export const AcceptedMemberSchema = Type.Object(
  { ...summaryFields, ...effectFields },
  { $id: 'AcceptedMember' },
);

const memberFields = {
  ...summaryFields,
  _pendingInvite: Type.Boolean({ description: 'Whether the invitation was not accepted yet' }),
  _verified: Type.Boolean(),
  customRoles: Type.Array(ObjectIdSchema, {
    description: 'The ids of the roles that were given directly: they replace the base role',
  }),
  mfa: Type.String(),
  _lastSeen: Type.Integer({ format: 'int64', description: 'Milliseconds since 1970; 0: never' }),
  _lastSeenMetadata: Type.Optional(
    Type.Object({ tokenId: ObjectIdSchema }, { description: 'The token that was used then' }),
  ),
  teams: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      customRoleKeys: Type.Array(Type.String()),
      _links: LinksSchema,
    }),
  ),
  permissionGrants: Type.Array(
    Type.Object({
      actionSet: Type.Optional(Type.String()),
      actions: Type.Optional(Type.Array(Type.String())),
      resource: Type.String(),
    }),
    { description: 'What teams let the member do with them' },
  ),
  creationDate: InstantSchema,
  version: Type.Integer(),
  roleAttributes: Type.Optional(Type.Ref('RoleAttributes#')),
  tokens: Type.Optional(Type.Ref('MemberTokens#')),
};

export const RoleAttributesSchema = Type.Record(Type.String(), Type.Array(Type.String()), {
  $id: 'RoleAttributes',
  description: 'Values for the placeholders in the roles of a member: only when expanded',
});

const UseSchema = Type.Integer({ format: 'int64', description: 'Milliseconds since 1970; 0: never' });

export const MemberTokensSchema = Type.Object(
  {
    totalCount: Type.Integer({
      description: 'Their personal tokens that work now and that the caller may see',
    }),
    usedLastDayCount: Type.Integer(),
    usedLast7DaysCount: Type.Integer(),
    usedLast30DaysCount: Type.Integer(),
    lastUsed: UseSchema,
    items: Type.Array(
      Type.Object({
        _id: ObjectIdSchema,
        _links: LinksSchema,
        name: Type.String(),
        token: Type.String({ description: 'Its last four characters' }),
        lastUsed: UseSchema,
      }),
      { description: 'Those that were used last' },
    ),
  },
  {
    $id: 'MemberTokens',
    description: 'What stops working when the member is removed: only when expanded, and for who may see it',
  },
);

export const MemberSchema = Type.Object({ ...memberFields, ...effectFields }, { $id: 'Member' });

export const MembersSchema = Type.Object(
  { items: Type.Array(Type.Ref('Member#')), totalCount: Type.Integer(), _links: LinksSchema },
  { $id: 'Members' },
);

const linkFields = {
  expiry: InstantSchema,
  mailed: Type.Boolean({ description: 'Whether the mail server took the mail' }),
  link: Type.Optional(
    Type.String({
      description: 'To be handed over when no mail was sent; relative when no public address is set',
    }),
  ),
};

export const OneTimeLinkSchema = Type.Object(
  { ...linkFields, ...effectFields },
  {
    $id: 'OneTimeLink',
    description: 'A link that works once, until `expiry`',
  },
);

export const InvitedMembersSchema = Type.Object(
  {
    items: Type.Array(Type.Object({ ...memberFields, _invitation: Type.Ref('OneTimeLink#') })),
    totalCount: Type.Integer(),
    _links: LinksSchema,
    ...effectFields,
  },
  { $id: 'InvitedMembers' },
);

export function memberSummary(member: Member): Static<typeof MemberSummarySchema> {
  return {
    _links: { self: link(`/api/v2/members/${member.id}`) },
    _id: member.id,
    firstName: member.firstName,
    lastName: member.lastName,
    role: member.role,
    email: member.email,
  };
}

export function memberAnswer(view: MemberView): Static<typeof MemberSchema> {
  const { member, teams, grants, hasAttributes, tokens } = view;
  return {
    ...memberSummary(member),
    _pendingInvite: member.acceptedAt === null,
    _verified: member.acceptedAt !== null,
    customRoles: [...member.customRoleIds],
    mfa: 'disabled',
    _lastSeen: member.lastSeenAt ?? 0,
    ...(member.lastSeenTokenId !== null && { _lastSeenMetadata: { tokenId: member.lastSeenTokenId } }),
    teams: teams.map(({ key, name, roleKeys }) => ({
      key,
      name,
      customRoleKeys: [...roleKeys],
      _links: { self: link(`/api/v2/teams/${key}`) },
    })),
    permissionGrants: grants.map(({ teamKey, actionSet, actions }) => ({
      ...(actionSet !== undefined && { actionSet }),
      ...(actions && { actions: [...actions] }),
      resource: `team/${teamKey}`,
    })),
    creationDate: member.createdAt,
    version: member.version,
    ...(hasAttributes && { roleAttributes: attributesAnswer(member) }),
    ...(tokens && { tokens: tokensAnswer(tokens) }),
  };
}

function attributesAnswer({ roleAttributes }: Member): Record<string, string[]> {
  return Object.fromEntries(Object.entries(roleAttributes).map(([key, values]) => [key, [...values]]));
}

function tokensAnswer(tokens: TokensOfMember): Static<typeof MemberTokensSchema> {
  return {
    totalCount: tokens.count,
    usedLastDayCount: tokens.usedLastDay,
    usedLast7DaysCount: tokens.usedLastWeek,
    usedLast30DaysCount: tokens.usedLastMonth,
    lastUsed: tokens.lastUsedAt ?? 0,
    items: tokens.latest.map(({ id, name, lastFour, lastUse }) => ({
      _id: id,
      _links: { self: link(`/api/v2/tokens/${id}`) },
      name,
      token: lastFour,
      lastUsed: lastUse?.at ?? 0,
    })),
  };
}

/** A link that was mailed is shown to nobody else. */
export function linkAnswer(
  deployment: Deployment,
  { link: oneTimeLink, isMailed }: SentLink,
): Static<typeof OneTimeLinkSchema> {
  return {
    expiry: oneTimeLink.expiresAt,
    mailed: isMailed,
    ...(!isMailed && { link: linkAddress(deployment, oneTimeLink) }),
  };
}

export function invitedAnswer(deployment: Deployment, invited: InvitedMember) {
  return { ...memberAnswer(invited.view), _invitation: linkAnswer(deployment, invited) };
}
