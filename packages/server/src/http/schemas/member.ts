import { type Static, Type } from 'typebox';
import type { Deployment } from '../../deployment/deployment.ts';
import type { InvitedMember } from '../../members/invite-members.ts';
import type { Member } from '../../members/member.ts';
import { linkAddress } from '../../members/one-time-link.ts';
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

const memberFields = {
  ...summaryFields,
  _pendingInvite: Type.Boolean({ description: 'Whether the invitation was not accepted yet' }),
  _verified: Type.Boolean(),
  customRoles: Type.Array(Type.String()),
  mfa: Type.String(),
  _lastSeen: Type.Integer({ format: 'int64', description: 'Milliseconds since 1970; 0: never' }),
  _lastSeenMetadata: Type.Optional(
    Type.Object({ tokenId: ObjectIdSchema }, { description: 'The token that was used then' }),
  ),
  creationDate: InstantSchema,
  version: Type.Integer(),
};

export const MemberSchema = Type.Object(memberFields, { $id: 'Member' });

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

export const OneTimeLinkSchema = Type.Object(linkFields, {
  $id: 'OneTimeLink',
  description: 'A link that works once, until `expiry`',
});

export const InvitedMembersSchema = Type.Object(
  {
    items: Type.Array(Type.Object({ ...memberFields, _invitation: Type.Ref('OneTimeLink#') })),
    totalCount: Type.Integer(),
    _links: LinksSchema,
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

export function memberAnswer(member: Member): Static<typeof MemberSchema> {
  return {
    ...memberSummary(member),
    _pendingInvite: member.acceptedAt === null,
    _verified: member.acceptedAt !== null,
    customRoles: [],
    mfa: 'disabled',
    _lastSeen: member.lastSeenAt ?? 0,
    ...(member.lastSeenTokenId !== null && { _lastSeenMetadata: { tokenId: member.lastSeenTokenId } }),
    creationDate: member.createdAt,
    version: member.version,
  };
}

/** A link that was mailed is shown to nobody else. */
export function linkAnswer(
  deployment: Deployment,
  { link: oneTimeLink, isMailed }: InvitedMember,
): Static<typeof OneTimeLinkSchema> {
  return {
    expiry: oneTimeLink.expiresAt,
    mailed: isMailed,
    ...(!isMailed && { link: linkAddress(deployment, oneTimeLink) }),
  };
}

export function invitedAnswer(deployment: Deployment, invited: InvitedMember) {
  return { ...memberAnswer(invited.member), _invitation: linkAnswer(deployment, invited) };
}
