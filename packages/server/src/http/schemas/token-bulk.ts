import { type Static, Type } from 'typebox';
import { effectFields } from './effect.ts';
import { ObjectIdSchema } from './object-id.ts';
import { COMMENT_LIMIT, OperationsSchema } from './patch.ts';

const TOKENS_AT_ONCE = 100;

const tokenIds = Type.Array(ObjectIdSchema, {
  minItems: 1,
  maxItems: TOKENS_AT_ONCE,
  description: 'At most 100, none twice',
});

export const PatchTokensSchema = Type.Object(
  {
    tokenIds,
    patch: Type.Optional(OperationsSchema),
    merge: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { maxProperties: 20 })),
    comment: Type.Optional(Type.String({ maxLength: COMMENT_LIMIT })),
  },
  {
    $id: 'AccessTokensPatch',
    description: 'Exactly one of `patch` and `merge`, as for one token; done to each',
    additionalProperties: false,
  },
);

export const DeleteTokensSchema = Type.Object(
  {
    tokenIds,
    confirmCount: Type.Optional(Type.Integer({ description: 'How many they are, typed once more' })),
  },
  { $id: 'AccessTokensDelete', additionalProperties: false },
);

const ItemErrorSchema = Type.Object({
  code: Type.String(),
  message: Type.String(),
  hint: Type.Optional(Type.String()),
  access: Type.Optional(Type.Object({ action: Type.String(), resource: Type.String() })),
  reason: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});

export const BulkTokensSchema = Type.Object(
  {
    tokens: Type.Array(ObjectIdSchema, { description: 'The tokens to which it was done' }),
    errors: Type.Array(Type.Record(Type.String(), ItemErrorSchema), {
      description: 'The others, each with why not, as an error of the single call says it',
    }),
    ...effectFields,
  },
  { $id: 'BulkEditTokensRep' },
);

export type BulkTokens = Static<typeof BulkTokensSchema>;
