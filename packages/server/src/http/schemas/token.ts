import { type Static, Type } from 'typebox';
import { API_VERSIONS } from '../../api-versions.ts';
import type { GrantWarning } from '../../grants/require-grantable.ts';
import type { Member } from '../../members/member.ts';
import type { AccessToken } from '../../tokens/access-token.ts';
import { enumOf } from './enum.ts';
import { LinksSchema, link } from './link.ts';
import { memberSummary } from './member.ts';
import { InstantSchema, ObjectIdSchema } from './object-id.ts';

export const TOKEN_ROLES = ['reader', 'writer', 'admin', 'owner'] as const;
export const NAME_LIMIT = 256;
export const DESCRIPTION_LIMIT = 4_096;
const ROLE_LIST_LIMIT = 100;

export const TokenSchema = Type.Object(
  {
    _id: ObjectIdSchema,
    ownerId: Type.String({ description: 'The oldest member with the role `owner`' }),
    memberId: Type.String({ description: 'The holder of a personal token; of a service token, its creator' }),
    _member: Type.Ref('MemberSummary#'),
    name: Type.String(),
    description: Type.Optional(Type.String()),
    creationDate: InstantSchema,
    lastModified: InstantSchema,
    customRoleIds: Type.Array(ObjectIdSchema),
    inlineRole: Type.Array(Type.Ref('Statement#')),
    role: Type.Optional(Type.String({ description: 'The base role; absent when the scope is another' })),
    token: Type.String({
      description: 'The whole secret when it was just made, else its last four characters',
    }),
    serviceToken: Type.Boolean(),
    _links: LinksSchema,
    defaultApiVersion: Type.Integer(),
    lastUsed: Type.Integer({ format: 'int64', description: 'Milliseconds since 1970; 0: never' }),
    expiry: Type.Optional(
      Type.Integer({ format: 'int64', description: 'When the token ends; absent: never' }),
    ),
    warnings: Type.Optional(
      Type.Array(Type.Object({ code: Type.String(), message: Type.String() }), {
        description: 'What could not be proved when the token was made',
      }),
    ),
  },
  { $id: 'Token' },
);

export const TokensSchema = Type.Object(
  { items: Type.Array(Type.Ref('Token#')), totalCount: Type.Integer(), _links: LinksSchema },
  { $id: 'Tokens' },
);

/** Empty lists, empty texts and null count as absent, since clients send them for what they do not set. */
export const NewTokenSchema = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: NAME_LIMIT })),
    description: Type.Optional(Type.String({ maxLength: DESCRIPTION_LIMIT })),
    role: Type.Optional(
      Type.Unsafe<(typeof TOKEN_ROLES)[number] | '' | null>({
        type: ['string', 'null'],
        enum: [...TOKEN_ROLES, '', null],
        description: 'A base role. Exactly one of `role`, `customRoleIds` and `inlineRole` gives the scope',
      }),
    ),
    customRoleIds: Type.Optional(
      Type.Union([
        Type.Array(Type.String({ maxLength: NAME_LIMIT }), { maxItems: ROLE_LIST_LIMIT }),
        Type.Null(),
      ]),
    ),
    inlineRole: Type.Optional(
      Type.Union([Type.Array(Type.Unknown()), Type.Null()], {
        description: "A policy of the token's own: a list of statements",
      }),
    ),
    serviceToken: Type.Optional(Type.Boolean()),
    defaultApiVersion: Type.Optional(
      Type.Unsafe<number>({ type: 'integer', enum: [...API_VERSIONS], description: 'Default: the latest' }),
    ),
    expiry: Type.Optional(
      Type.Integer({
        format: 'int64',
        minimum: 1_000_000_000_000,
        description: 'When the token ends, in milliseconds since 1970 (not seconds); absent: never',
      }),
    ),
  },
  { $id: 'AccessTokenPost', additionalProperties: false },
);

export const ListTokensQuerySchema = Type.Object(
  {
    showAll: Type.Optional(enumOf(['true', 'false'], "Whether to list other members' personal tokens too")),
    limit: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'Default 25, at most 1000' }),
    ),
    offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
  },
  { additionalProperties: false },
);

interface TokenParts {
  readonly token: AccessToken;
  readonly member: Member;
  readonly ownerId: string;
  /** The whole secret, in the one answer that carries it. */
  readonly secret?: string;
  readonly warning?: GrantWarning;
}

export function tokenAnswer({
  token,
  member,
  ownerId,
  secret,
  warning,
}: TokenParts): Static<typeof TokenSchema> {
  return {
    _id: token.id,
    ownerId,
    memberId: token.memberId,
    _member: memberSummary(member),
    name: token.name,
    description: token.description,
    creationDate: token.createdAt,
    lastModified: token.modifiedAt,
    customRoleIds: [],
    inlineRole: 'inlineRole' in token.scope ? [...token.scope.inlineRole] : [],
    ...('role' in token.scope && { role: token.scope.role }),
    token: secret ?? token.lastFour,
    serviceToken: token.kind === 'service',
    _links: { self: link(`/api/v2/tokens/${token.id}`), parent: link('/api/v2/tokens') },
    defaultApiVersion: token.defaultApiVersion,
    lastUsed: 0,
    ...(token.expiresAt !== null && { expiry: token.expiresAt }),
    ...(warning && { warnings: [warning] }),
  };
}
