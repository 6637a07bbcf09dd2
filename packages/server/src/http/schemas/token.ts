import { type Static, Type } from 'typebox';
import { API_VERSIONS } from '../../api-versions.ts';
import type { Member } from '../../members/member.ts';
import type { PreviousSecret } from '../../storage/token-store.ts';
import type { AccessToken } from '../../tokens/access-token.ts';
import type { CreatedToken } from '../../tokens/create-token.ts';
import { LATEST_END_MS } from '../../tokens/require-allowed-life.ts';
import { ALLOWED_IP_LIMIT, TAG_LIMIT } from '../../tokens/require-restrictions.ts';
import type { Accesses } from '../../tokens/token-accesses.ts';
import type { BearerToken } from '../../tokens/token-format.ts';
import { previousSecretSnapshot, tokenSnapshot } from '../../tokens/token-snapshot.ts';
import { tokenStatus } from '../../tokens/token-status.ts';
import type { TokenView } from '../../tokens/token-view.ts';
import { accessesAnswer } from './accesses.ts';
import { effectFields } from './effect.ts';
import { enumOf } from './enum.ts';
import { LinksSchema, link } from './link.ts';
import { memberSummary } from './member.ts';
import { InstantSchema, ObjectIdSchema } from './object-id.ts';
import { usageAnswer } from './token-usage.ts';

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
    lastUsedAddress: Type.Optional(Type.String({ description: 'From where; absent: never used' })),
    lastUsedAgent: Type.Optional(Type.String({ description: 'By which program, as it named itself' })),
    status: enumOf(['active', 'expired', 'disabled', 'holder_gone'], 'Whether it works now'),
    disabled: Type.Boolean(),
    allowedIps: Type.Array(Type.String()),
    tags: Type.Array(Type.String()),
    previousSecrets: Type.Array(Type.Ref('PreviousSecret#')),
    expiry: Type.Optional(
      Type.Integer({ format: 'int64', description: 'When the token ends; absent: never' }),
    ),
    usage: Type.Optional(Type.Ref('TokenUsage#', { description: 'Only when included' })),
    warnings: Type.Optional(
      Type.Array(Type.Object({ code: Type.String(), message: Type.String() }), {
        description: 'What could not be proved, or was not as asked for',
      }),
    ),
    _access: Type.Optional(Type.Ref('Accesses#')),
    ...effectFields,
  },
  { $id: 'Token' },
);

export const TokensSchema = Type.Object(
  {
    items: Type.Array(Type.Ref('Token#')),
    totalCount: Type.Integer(),
    totalCountCapped: Type.Optional(
      Type.Boolean({
        description:
          'There are more than `totalCount`: a text that very many tokens have is not counted to the end',
      }),
    ),
    attentionCount: Type.Optional(
      Type.Integer({
        minimum: 0,
        description:
          'With `sort=attention`: how many of the items, the first ones, ended and are called or end soon',
      }),
    ),
    _access: Type.Optional(Type.Ref('Accesses#')),
    _links: LinksSchema,
  },
  { $id: 'Tokens' },
);

const ExpirySchema = Type.Integer({
  format: 'int64',
  minimum: 1_000_000_000_000,
  maximum: LATEST_END_MS,
  description: 'When the token ends, in milliseconds since 1970 (not seconds)',
});

/** Empty lists, empty texts and null count as absent, since clients send them for what they do not set. */
const fields = {
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
  allowedIps: Type.Optional(
    Type.Array(Type.String({ maxLength: 64 }), {
      maxItems: ALLOWED_IP_LIMIT,
      description: 'Addresses and CIDR ranges from which the token works; empty: from everywhere',
    }),
  ),
  tags: Type.Optional(
    Type.Array(Type.String({ maxLength: 64 }), {
      maxItems: TAG_LIMIT,
      description: 'Policies may select tokens by them',
    }),
  ),
  expiry: Type.Optional(Type.Union([ExpirySchema, Type.Null()])),
};

const creationFields = {
  ...fields,
  serviceToken: Type.Optional(Type.Boolean()),
  defaultApiVersion: Type.Optional(
    Type.Unsafe<number>({ type: 'integer', enum: [...API_VERSIONS], description: 'Default: the latest' }),
  ),
};

export const NewTokenSchema = Type.Object(creationFields, {
  $id: 'AccessTokenPost',
  additionalProperties: false,
});

export const CloneTokenSchema = Type.Object(creationFields, {
  $id: 'AccessTokenClonePost',
  description: 'What is to be another than in the token that is cloned',
  additionalProperties: false,
});

/** What a patch may leave behind. */
export const PatchedTokenSchema = Type.Object(
  { ...fields, disabled: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);

/** The same name may be typed in more characters than it was stored in. */
const ConfirmNameSchema = Type.String({
  maxLength: 4 * NAME_LIMIT,
  description: 'The name of the token, typed once more; its last four characters when it has none',
});

export const ResetTokenSchema = Type.Object(
  {
    expiry: Type.Optional(
      Type.Union([Type.Integer(), Type.Null()], {
        description: 'As in the query; 0, negative numbers and times gone by mean: at once',
      }),
    ),
    confirmName: Type.Optional(ConfirmNameSchema),
  },
  { $id: 'AccessTokenReset', additionalProperties: false },
);

export const ResetTokenQuerySchema = Type.Object(
  {
    expiry: Type.Optional(
      Type.String({
        pattern: '^-?[0-9]{1,15}$',
        description: 'Until when the old secret works, in milliseconds since 1970; absent: it ends at once',
      }),
    ),
  },
  { additionalProperties: false },
);

export const DeleteTokenSchema = Type.Object(
  { confirmName: Type.Optional(ConfirmNameSchema) },
  { $id: 'AccessTokenDelete', additionalProperties: false },
);

export const PreviousSecretSchema = Type.Object(
  {
    _id: ObjectIdSchema,
    ending: Type.String({ description: 'Its last four characters' }),
    supersededAt: InstantSchema,
    expiry: InstantSchema,
    lastUsed: InstantSchema,
    ...effectFields,
  },
  { $id: 'PreviousSecret', description: 'A secret that was replaced and still works until `expiry`' },
);

export const PatchedSecretSchema = Type.Object({ expiry: Type.Integer() }, { additionalProperties: false });

export const SecretParamsSchema = Type.Object({ id: Type.String(), secretId: Type.String() });

interface TokenExtras {
  /** The whole secret, in the one answer that carries it. */
  readonly secret?: BearerToken;
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
  /** What the caller may do to it, where that was asked for. */
  readonly accesses?: Accesses | undefined;
}

export function tokenAnswer(
  { token, member, ownerId, previousSecrets, nowMs, outcomes }: TokenView,
  { secret, warnings = [], accesses }: TokenExtras = {},
): Static<typeof TokenSchema> {
  const { lastUse } = token;
  return {
    ...tokenSnapshot(token),
    ...(secret !== undefined && { token: secret }),
    ownerId,
    _member: memberSummary(member),
    _links: { self: link(`/api/v2/tokens/${token.id}`), parent: link('/api/v2/tokens') },
    lastUsed: lastUse?.at ?? 0,
    ...(lastUse && { lastUsedAddress: lastUse.address, lastUsedAgent: lastUse.agent }),
    status: listedStatus(token, member, nowMs),
    previousSecrets: previousSecrets.map(previousSecretAnswer),
    ...(outcomes && { usage: usageAnswer(outcomes, nowMs) }),
    ...(warnings.length > 0 && { warnings: [...warnings] }),
    ...(accesses && { _access: accessesAnswer(accesses) }),
  };
}

/** The answer that carries a new secret. It is made of what is known already: a read that failed now would lose it. */
export function createdTokenAnswer(
  { token, member, bearerToken, previousSecrets, warning }: CreatedToken,
  ownerId: string,
  warnings: TokenExtras['warnings'] = [],
): Static<typeof TokenSchema> {
  return tokenAnswer(
    { token, member, ownerId, previousSecrets, nowMs: token.modifiedAt },
    { secret: bearerToken, warnings: [...(warning ? [warning] : []), ...warnings] },
  );
}

/** A deleted token is in no list, and the current secret of a token is never superseded. */
function listedStatus(token: AccessToken, member: Member, nowMs: number) {
  const status = tokenStatus(token, { endsAt: null }, member, nowMs);
  if (status === 'deleted' || status === 'superseded') throw new Error(`a ${status} token has no answer`);
  return status;
}

export function previousSecretAnswer(secret: PreviousSecret): Static<typeof PreviousSecretSchema> {
  return { ...previousSecretSnapshot(secret), lastUsed: secret.lastUsedAt ?? 0 };
}
