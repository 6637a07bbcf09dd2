import { BASE_ROLES } from '@keyward/policy';
import { type Static, Type } from 'typebox';
import { hasAccess } from '../../grants/require-access.ts';
import type { RoleWithCounts } from '../../roles/get-role.ts';
import { isPresetKey, RESOURCE_CATEGORIES, roleResource } from '../../roles/role.ts';
import { roleSnapshot } from '../../roles/role-snapshot.ts';
import type { Principal } from '../../verification/principal.ts';
import { effectFields } from './effect.ts';
import { enumOf } from './enum.ts';
import { LinksSchema, link } from './link.ts';
import { ObjectIdSchema } from './object-id.ts';

const NAME_LIMIT = 256;
const DESCRIPTION_LIMIT = 4_096;

const AccessesSchema = Type.Array(
  Type.Object({
    action: Type.String(),
    resource: Type.String(),
    reason: Type.Object({ effect: Type.String() }),
  }),
);

export const RoleSchema = Type.Object(
  {
    _id: ObjectIdSchema,
    _links: LinksSchema,
    _access: Type.Object(
      { allowed: AccessesSchema, denied: AccessesSchema },
      { description: 'What the caller may do to this role' },
    ),
    key: Type.String(),
    name: Type.String(),
    description: Type.String(),
    policy: Type.Array(Type.Ref('Statement#')),
    basePermissions: Type.String({ description: 'The base role that the policy starts from' }),
    resourceCategory: Type.Optional(Type.String()),
    assignedTo: Type.Object({
      membersCount: Type.Integer(),
      teamsCount: Type.Integer(),
      tokensCount: Type.Integer(),
    }),
    preset: Type.Boolean({ description: 'Whether every account has it; then it is not edited' }),
    ...effectFields,
  },
  { $id: 'CustomRole' },
);

export const RolesSchema = Type.Object(
  { items: Type.Array(Type.Ref('CustomRole#')), totalCount: Type.Integer(), _links: LinksSchema },
  { $id: 'CustomRoles' },
);

const fields = {
  name: Type.String({ minLength: 1, maxLength: NAME_LIMIT }),
  description: Type.Optional(Type.String({ maxLength: DESCRIPTION_LIMIT })),
  policy: Type.Union([Type.Array(Type.Unknown()), Type.Null()], { description: 'A list of statements' }),
  basePermissions: Type.Optional(
    enumOf(BASE_ROLES, 'The base role that the policy starts from. Default `no_access`'),
  ),
  resourceCategory: Type.Optional(enumOf(RESOURCE_CATEGORIES, 'What the role is about; decides nothing')),
};

export const NewRoleSchema = Type.Object(
  {
    key: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,255}$', description: 'Never changes' }),
    ...fields,
  },
  { $id: 'CustomRolePost', additionalProperties: false },
);

/** What a patch may leave behind. */
export const PatchedRoleSchema = Type.Object(
  { ...fields, policy: Type.Optional(fields.policy) },
  { additionalProperties: false },
);

export const RoleParamsSchema = Type.Object({ key: Type.String({ description: 'The key or the id' }) });

export const ListRolesQuerySchema = Type.Object(
  {
    limit: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'Default 20, at most 1000' }),
    ),
    offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
  },
  { additionalProperties: false },
);

const ACTIONS = [
  'updateName',
  'updateDescription',
  'updatePolicy',
  'updateBasePermissions',
  'updateMembers',
  'updateTokens',
  'deleteRole',
] as const;

export function roleAnswer(
  principal: Principal,
  { role, holders }: RoleWithCounts,
): Static<typeof RoleSchema> {
  const resource = roleResource(role);
  const accesses = (isAllowed: boolean) =>
    ACTIONS.filter((action) => hasAccess(principal, action, resource) === isAllowed).map((action) => {
      return { action, resource, reason: { effect: isAllowed ? 'allow' : 'deny' } };
    });
  return {
    ...roleSnapshot(role),
    _links: { self: link(`/api/v2/roles/${role.key}`), parent: link('/api/v2/roles') },
    _access: { allowed: accesses(true), denied: accesses(false) },
    assignedTo: {
      membersCount: holders.members,
      teamsCount: holders.teams,
      tokensCount: holders.tokens,
    },
    preset: isPresetKey(role.key),
  };
}
