import { type Static, Type } from 'typebox';
import type { TokenLookUp } from '../../tokens/look-up-token.ts';
import { enumOf } from './enum.ts';
import { LinksSchema, link } from './link.ts';
import { memberSummary } from './member.ts';
import { InstantSchema, ObjectIdSchema } from './object-id.ts';

export const LookUpRequestSchema = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 256, description: 'The whole secret that was found' }) },
  { $id: 'TokenLookUpPost', additionalProperties: false },
);

const DeleterSchema = Type.Object({
  date: InstantSchema,
  member: Type.Optional(
    Type.Object({
      _id: ObjectIdSchema,
      email: Type.String(),
      firstName: Type.String(),
      lastName: Type.String(),
    }),
  ),
  token: Type.Optional(Type.Object({ _id: ObjectIdSchema, name: Type.String(), ending: Type.String() })),
});

export const TokenLookUpSchema = Type.Object(
  {
    _id: ObjectIdSchema,
    name: Type.String(),
    serviceToken: Type.Boolean(),
    memberId: Type.String({ description: 'The holder of a personal token; of a service token, its creator' }),
    _member: Type.Ref('MemberSummary#'),
    status: enumOf(
      ['active', 'disabled', 'expired', 'superseded', 'holder_gone', 'deleted'],
      'What a call with this secret would meet now; `superseded`: a reset replaced it and its time is over',
    ),
    current: Type.Boolean({ description: 'Whether it is the newest secret of the token' }),
    secretExpiry: Type.Optional(
      Type.Integer({
        format: 'int64',
        description: 'Of a secret that was replaced: its end; 0: ended at once',
      }),
    ),
    expiry: Type.Optional(Type.Integer({ format: 'int64', description: 'When the token ends' })),
    creationDate: InstantSchema,
    lastUsed: Type.Integer({ format: 'int64', description: 'Milliseconds since 1970; 0: never' }),
    deleted: Type.Optional(DeleterSchema),
    _links: LinksSchema,
  },
  { $id: 'TokenLookUp', description: 'Which token a secret belongs to; nothing of the secret is in it' },
);

export function lookUpAnswer(found: TokenLookUp): Static<typeof TokenLookUpSchema> {
  const { token, member, status, secretEndsAt } = found;
  return {
    _id: token.id,
    name: token.name,
    serviceToken: token.kind === 'service',
    memberId: token.memberId,
    _member: memberSummary(member),
    status,
    current: secretEndsAt === null,
    ...(secretEndsAt !== null && { secretExpiry: secretEndsAt }),
    ...(token.expiresAt !== null && { expiry: token.expiresAt }),
    creationDate: token.createdAt,
    lastUsed: token.lastUse?.at ?? 0,
    ...(token.deletedAt !== null && { deleted: deletionAnswer(found, token.deletedAt) }),
    _links: {
      parent: link('/api/v2/tokens'),
      ...(token.deletedAt === null && { self: link(`/api/v2/tokens/${token.id}`) }),
    },
  };
}

function deletionAnswer({ deletedBy }: TokenLookUp, date: number): Static<typeof DeleterSchema> {
  const { member, token } = deletedBy ?? {};
  return {
    date,
    ...(member && {
      member: {
        _id: member.id,
        email: member.email,
        firstName: member.firstName,
        lastName: member.lastName,
      },
    }),
    ...(token && { token: { _id: token.id, name: token.name, ending: token.lastFour } }),
  };
}
