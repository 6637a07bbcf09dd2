import { type Static, Type } from 'typebox';
import { findOwnerId } from '../../members/find-owner-id.ts';
import type { AccessToken } from '../../tokens/access-token.ts';
import { cloneToken } from '../../tokens/clone-token.ts';
import { createToken } from '../../tokens/create-token.ts';
import { deleteToken } from '../../tokens/delete-token.ts';
import { getToken } from '../../tokens/get-token.ts';
import { tokenAccesses } from '../../tokens/token-accesses.ts';
import { viewToken } from '../../tokens/token-view.ts';
import { updateToken } from '../../tokens/update-token.ts';
import { callerOf, principalOf } from '../authenticate-request.ts';
import { POLICY_BODY } from '../json-body.ts';
import { cloneOverridesFrom, newTokenFrom } from '../new-token.ts';
import { patchedToken } from '../patched-token.ts';
import { errorResponses } from '../schemas/error.ts';
import { IdParamsSchema } from '../schemas/object-id.ts';
import { type PatchSchema, patchRequestFrom } from '../schemas/patch.ts';
import {
  type CloneTokenSchema,
  createdTokenAnswer,
  DeleteTokenSchema,
  type NewTokenSchema,
  tokenAnswer,
} from '../schemas/token.ts';
import { GetTokenQuerySchema } from '../schemas/token-usage.ts';
import { tokenInclusionsFrom } from '../token-inclusions.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/tokens';

export const tokenRoutes: Routes = (app, deployment) => {
  app.post(
    PATH,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'postToken',
        tags: ['Access tokens'],
        summary: 'Create an access token',
        description: 'The answer holds the whole secret, this once.',
        body: Type.Unsafe<Static<typeof NewTokenSchema>>(Type.Ref('AccessTokenPost#')),
        response: {
          201: Type.Ref('Token#', { description: 'The token with its secret' }),
          ...errorResponses(401, 403, 409, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const wanted = newTokenFrom(request.body, caller.principal.types.catalogue);
      const ownerId = await findOwnerId(deployment, caller.principal);
      const created = await createToken(deployment, caller, wanted);
      reply.code(201).header('location', `${PATH}/${created.token.id}`);
      return createdTokenAnswer(created, ownerId);
    },
  );

  app.post(
    `${PATH}/:id/clone`,
    {
      ...POLICY_BODY,
      config: { ...POLICY_BODY.config, isBodyOptional: true },
      schema: {
        operationId: 'cloneToken',
        tags: ['Access tokens'],
        summary: 'Create an access token like another one',
        description:
          "Scope, API version, addresses, tags and length of life are those of the other unless the body says otherwise. The new token is the caller's, and personal unless `serviceToken` is true.",
        params: IdParamsSchema,
        body: Type.Unsafe<Static<typeof CloneTokenSchema>>(Type.Ref('AccessTokenClonePost#')),
        response: {
          201: Type.Ref('Token#', { description: 'The new token with its secret' }),
          ...errorResponses(401, 403, 404, 409, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const overrides = cloneOverridesFrom(request.body, caller.principal.types.catalogue);
      const ownerId = await findOwnerId(deployment, caller.principal);
      const created = await cloneToken(deployment, caller, request.params.id, overrides);
      reply.code(201).header('location', `${PATH}/${created.token.id}`);
      return createdTokenAnswer(created, ownerId);
    },
  );

  app.patch(
    `${PATH}/:id`,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'patchToken',
        tags: ['Access tokens'],
        summary: 'Change an access token',
        description:
          'Paths: `/name`, `/description`, `/role`, `/customRoleIds`, `/inlineRole`, `/expiry`, `/disabled`, `/allowedIps`, `/tags`. The scope of a service token is fixed.',
        params: IdParamsSchema,
        body: Type.Unsafe<Static<typeof PatchSchema>>(Type.Ref('Patch#')),
        response: {
          200: Type.Ref('Token#', { description: 'The token, its secret masked' }),
          ...errorResponses(401, 403, 404, 409, 413, 415, 422),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { catalogue } = caller.principal.types;
      const { patch, note } = patchRequestFrom(request.body);
      const edit = (token: AccessToken) => patchedToken(token, patch, catalogue);
      const updated = await updateToken(deployment, caller, request.params.id, edit, note);
      const view = await viewToken(deployment, caller.principal, updated);
      return tokenAnswer(view, { ...(updated.warning && { warnings: [updated.warning] }) });
    },
  );

  app.get(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'getToken',
        tags: ['Access tokens'],
        summary: 'Get an access token',
        params: IdParamsSchema,
        querystring: GetTokenQuerySchema,
        response: {
          200: Type.Ref('Token#', { description: 'The token, its secret masked' }),
          ...errorResponses(401, 403, 404),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { usage, access } = tokenInclusionsFrom(request.query.include);
      const found = await getToken(deployment, principal, request.params.id, usage);
      const accesses = access ? tokenAccesses(principal, found.token) : undefined;
      return tokenAnswer(await viewToken(deployment, principal, found), { accesses });
    },
  );

  app.delete(
    `${PATH}/:id`,
    {
      config: { isBodyOptional: true },
      schema: {
        operationId: 'deleteToken',
        tags: ['Access tokens'],
        summary: 'Delete an access token',
        description: 'From the answer on no call with its secret is served.',
        params: IdParamsSchema,
        body: DeleteTokenSchema,
        response: { 204: Type.Null({ description: 'Deleted' }), ...errorResponses(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const { confirmName } = request.body;
      await deleteToken(deployment, callerOf(request), request.params.id, { confirmName });
      return reply.code(204).send(null);
    },
  );
};
