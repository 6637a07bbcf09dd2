import type { Policy } from '@keyward/policy';
import { type Static, Type } from 'typebox';
import { type DocumentPatch, patchDocument } from '../../patch/patch-document.ts';
import { createRole } from '../../roles/create-role.ts';
import { deleteRole } from '../../roles/delete-role.ts';
import { getRole, listRoles, type RoleWithCounts } from '../../roles/get-role.ts';
import type { Role } from '../../roles/role.ts';
import { type RoleEdit, updateRole } from '../../roles/update-role.ts';
import { callerOf, principalOf } from '../authenticate-request.ts';
import { documentCheck } from '../check-document.ts';
import { POLICY_BODY } from '../json-body.ts';
import { pageLinks } from '../pagination.ts';
import { errorResponses } from '../schemas/error.ts';
import { link } from '../schemas/link.ts';
import { type PatchSchema, patchRequestFrom } from '../schemas/patch.ts';
import {
  ListRolesQuerySchema,
  type NewRoleSchema,
  PatchedRoleSchema,
  RoleParamsSchema,
  roleAnswer,
} from '../schemas/role.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/roles';
const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 1_000;
const FIRST_PAGINATED_VERSION = 20240415;
const tags = ['Custom roles'];
const NOBODY: RoleWithCounts['holders'] = { tokens: 0, members: 0, teams: 0 };

const checkRole = documentCheck(PatchedRoleSchema);

/** Roles with policies, given to tokens, members and teams. Named by key or id. */
export const roleRoutes: Routes = (app, deployment) => {
  app.get(
    PATH,
    {
      schema: {
        operationId: 'getCustomRoles',
        tags,
        summary: 'List custom roles',
        querystring: ListRolesQuerySchema,
        response: {
          200: Type.Ref('CustomRoles#', { description: 'A page of roles' }),
          ...errorResponses(401, 403),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { limit, offset } = request.query;
      const isPaginated = request.apiVersion.version >= FIRST_PAGINATED_VERSION || limit !== undefined;
      const page = {
        limit: isPaginated ? Math.min(Number(limit ?? DEFAULT_LIMIT), LARGEST_LIMIT) : Infinity,
        offset: Number(offset ?? 0),
      };
      const { items, totalCount } = await listRoles(deployment, principal, page);
      return {
        items: items.map((item) => roleAnswer(principal, item)),
        totalCount,
        _links: isPaginated ? pageLinks({ path: PATH, query: {}, page, totalCount }) : { self: link(PATH) },
      };
    },
  );

  app.post(
    PATH,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'postCustomRole',
        tags,
        summary: 'Create a custom role',
        body: Type.Unsafe<Static<typeof NewRoleSchema>>(Type.Ref('CustomRolePost#')),
        response: {
          201: Type.Ref('CustomRole#', { description: 'The role' }),
          ...errorResponses(401, 403, 409, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { key, name, description = '', policy, resourceCategory = null } = request.body;
      const oldDefault = request.apiVersion.version < FIRST_PAGINATED_VERSION ? 'reader' : 'no_access';
      const { basePermissions = oldDefault } = request.body;
      const role = await createRole(deployment, caller, {
        key,
        name,
        description,
        policy: (policy ?? []) as Policy,
        basePermissions,
        resourceCategory,
      });
      reply.code(201).header('location', `${PATH}/${role.key}`);
      return roleAnswer(caller.principal, { role, holders: NOBODY });
    },
  );

  app.get(
    `${PATH}/:key`,
    {
      schema: {
        operationId: 'getCustomRole',
        tags,
        summary: 'Get a custom role',
        params: RoleParamsSchema,
        response: {
          200: Type.Ref('CustomRole#', { description: 'The role' }),
          ...errorResponses(401, 403, 404),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      return roleAnswer(principal, await getRole(deployment, principal, request.params.key));
    },
  );

  app.patch(
    `${PATH}/:key`,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'patchCustomRole',
        tags,
        summary: 'Change a custom role',
        description:
          'Paths: `/name`, `/description`, `/policy`, `/basePermissions`, `/resourceCategory`. Everybody who holds the role has the new rights at the next call.',
        params: RoleParamsSchema,
        body: Type.Unsafe<Static<typeof PatchSchema>>(Type.Ref('Patch#')),
        response: {
          200: Type.Ref('CustomRole#', { description: 'The role' }),
          ...errorResponses(401, 403, 404, 409, 413, 415, 422),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { patch, note } = patchRequestFrom(request.body);
      const edit = (role: Role) => patchedRole(role, patch);
      const role = await updateRole(deployment, caller, request.params.key, edit, note);
      return roleAnswer(caller.principal, await getRole(deployment, caller.principal, role.id));
    },
  );

  app.delete(
    `${PATH}/:key`,
    {
      schema: {
        operationId: 'deleteCustomRole',
        tags,
        summary: 'Delete a custom role',
        description:
          'It is taken from everybody who holds it. A token that is left without roles may do nothing.',
        params: RoleParamsSchema,
        response: { 204: Type.Null({ description: 'Deleted' }), ...errorResponses(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await deleteRole(deployment, callerOf(request), request.params.key);
      return reply.code(204).send(null);
    },
  );
};

function patchedRole(role: Role, patch: DocumentPatch): RoleEdit {
  const { name, description, policy, basePermissions, resourceCategory } = role;
  const editable = {
    name,
    description,
    policy,
    basePermissions,
    ...(resourceCategory && { resourceCategory }),
  };
  const readOnly = { _id: role.id, key: role.key };
  const patched = checkRole(patchDocument({ editable, readOnly, optional: ['resourceCategory'] }, patch));
  return {
    name: patched.name,
    description: patched.description ?? '',
    policy: (patched.policy ?? []) as Policy,
    basePermissions: patched.basePermissions ?? 'no_access',
    resourceCategory: patched.resourceCategory ?? null,
  };
}
