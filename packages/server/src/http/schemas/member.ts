import { type Static, Type } from 'typebox';
import type { Member } from '../../members/member.ts';
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

export const MemberSchema = Type.Object(
  {
    ...summaryFields,
    _pendingInvite: Type.Boolean(),
    _verified: Type.Boolean(),
    customRoles: Type.Array(Type.String()),
    mfa: Type.String(),
    _lastSeen: Type.Integer({ format: 'int64', description: 'Milliseconds since 1970; 0: never' }),
    _lastSeenMetadata: Type.Optional(
      Type.Object({ tokenId: ObjectIdSchema }, { description: 'The token that was used then' }),
    ),
    creationDate: InstantSchema,
  },
  { $id: 'Member' },
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
    _pendingInvite: false,
    _verified: true,
    customRoles: [],
    mfa: 'disabled',
    _lastSeen: member.lastSeenAt ?? 0,
    ...(member.lastSeenTokenId !== null && { _lastSeenMetadata: { tokenId: member.lastSeenTokenId } }),
    creationDate: member.createdAt,
  };
}
