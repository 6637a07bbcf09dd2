import type { ResourceType, TypeDeclaration } from '@keyward/policy';
import { type Static, Type } from 'typebox';
import { effectFields } from './effect.ts';
import { enumOf } from './enum.ts';

const LEVELS = ['read', 'write', 'admin', 'owner'] as const;
const TYPE_NAME = '^[a-z][a-z0-9-]{0,63}$';
const ACTION_NAME = '^[A-Za-z0-9_.-]{1,100}$';
const FLAG_NAME = '^[A-Za-z][A-Za-z0-9]{0,63}$';
const LIST_LIMIT = 100;

const TypeNameSchema = Type.String({ pattern: TYPE_NAME });
const FlagNameSchema = Type.String({ pattern: FLAG_NAME });
const ActionNameSchema = Type.String({ pattern: ACTION_NAME });

export const TypeParamsSchema = Type.Object({ type: Type.String() });

export const NewResourceTypeSchema = Type.Object(
  {
    parents: Type.Optional(
      Type.Array(TypeNameSchema, { maxItems: LIST_LIMIT, description: 'Types it can stand under' }),
    ),
    nameless: Type.Optional(Type.Boolean({ description: 'Whether there is only one of it' })),
    tags: Type.Optional(Type.Boolean({ description: 'Whether its resources carry tags' })),
    flags: Type.Optional(
      Type.Array(FlagNameSchema, { maxItems: LIST_LIMIT, description: 'Flags such as `critical`' }),
    ),
    views: Type.Optional(Type.Boolean({ description: 'Whether its resources belong to views' })),
    viewAction: Type.Optional(Type.String({ description: 'Without this action nothing below can be done' })),
    actions: Type.Record(ActionNameSchema, enumOf(LEVELS), {
      additionalProperties: false,
      maxProperties: LIST_LIMIT,
      description: 'Each action with its level: who has the base role of that level may do it',
    }),
    otherActions: Type.Optional(enumOf(LEVELS, 'The level of actions that are not listed; default `write`')),
  },
  { $id: 'ResourceTypePut', additionalProperties: false },
);

export const ResourceTypeSchema = Type.Object(
  {
    name: Type.String(),
    origin: enumOf(['keyward', 'launchdarkly', 'account'], 'Who declared it'),
    chains: Type.Array(Type.String(), { description: 'Where it stands, as specifiers' }),
    parents: Type.Array(Type.String()),
    nameless: Type.Boolean(),
    tags: Type.Boolean(),
    flags: Type.Array(Type.String()),
    views: Type.Boolean(),
    viewAction: Type.Optional(Type.String()),
    actions: Type.Record(Type.String(), enumOf(LEVELS)),
    otherActions: enumOf(LEVELS),
    ...effectFields,
  },
  { $id: 'ResourceType' },
);

export const ResourceTypesSchema = Type.Object(
  { items: Type.Array(Type.Ref('ResourceType#')), totalCount: Type.Integer() },
  { $id: 'ResourceTypes' },
);

export function declarationFrom(name: string, body: Static<typeof NewResourceTypeSchema>): TypeDeclaration {
  return { ...body, name };
}

export function resourceTypeAnswer(type: ResourceType): Static<typeof ResourceTypeSchema> {
  const { viewAction, ...rest } = type;
  return {
    ...rest,
    chains: [...type.chains],
    parents: [...type.parents],
    flags: [...type.flags],
    ...(viewAction !== undefined && { viewAction }),
  };
}
