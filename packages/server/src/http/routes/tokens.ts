import { type Static, Type } from 'typebox';
import { Failure } from '../../failure.ts';
import { findOwnerId } from '../../members/find-owner-id.ts';
import { createToken } from '../../tokens/create-token.ts';
import { deleteToken } from '../../tokens/delete-token.ts';
import { getToken } from '../../tokens/get-token.ts';
import { listTokens } from '../../tokens/list-tokens.ts';
import { callerOf, principalOf } from '../authenticate-request.ts';
import { POLICY_BODY } from '../json-body.ts';
import { newTokenFrom } from '../new-token.ts';
import { pageLinks } from '../pagination.ts';
import { errorResponses } from '../schemas/error.ts';
import { link } from '../schemas/link.ts';
import { IdParamsSchema } from '../schemas/object-id.ts';
import { ListTokensQuerySchema, type NewTokenSchema, tokenAnswer } from '../schemas/token.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/tokens';
const DEFAULT_LIMIT = 25;
const LARGEST_LIMIT = 1_000;
const FIRST_PAGINATED_VERSION = 20240415;
/** Older versions know no pages: one answer holds all, as long as it is no burden on others. */
const LIMIT_WITHOUT_PAGES = 5_000;

export const tokenRoutes: Routes = (app, deployment) => {
  app.get(
    PATH,
    {
      schema: {
        operationId: 'getTokens',
        tags: ['Access tokens'],
        summary: 'List access tokens',
        querystring: ListTokensQuerySchema,
        response: {
          200: Type.Ref('Tokens#', { description: 'A page of tokens' }),
          ...errorResponses(401, 403),
        },
      },
    },
    async (request) => {
      const { showAll, limit, offset } = request.query;
      const principal = principalOf(request);
      const isPaginated = request.apiVersion.version >= FIRST_PAGINATED_VERSION || limit !== undefined;
      const page = {
        limit: isPaginated ? Math.min(Number(limit ?? DEFAULT_LIMIT), LARGEST_LIMIT) : LIMIT_WITHOUT_PAGES,
        offset: Number(offset ?? 0),
      };
      const list = await listTokens(deployment, principal, showAll === 'true', page);
      const ownerId = await findOwnerId(deployment, principal);
      const query = showAll === undefined ? {} : { showAll };
      return {
        items: list.items.map((item) => tokenAnswer({ ...item, ownerId })),
        totalCount: list.totalCount,
        _links:
          isPaginated || list.totalCount > page.limit
            ? pageLinks({ path: PATH, query, page, totalCount: list.totalCount })
            : { self: link(PATH) },
      };
    },
  );

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
      const principal = principalOf(request);
      const ownerId = await findOwnerId(deployment, principal);
      const wanted = newTokenFrom(request.body, principal.types.catalogue);
      const created = await createToken(deployment, callerOf(request), wanted);
      reply.code(201).header('location', `${PATH}/${created.token.id}`);
      return tokenAnswer({ ...created, ownerId, secret: created.bearerToken });
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
        response: {
          200: Type.Ref('Token#', { description: 'The token, its secret masked' }),
          ...errorResponses(401, 403, 404),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const found = await getToken(deployment, principal, request.params.id);
      return tokenAnswer({ ...found, ownerId: await findOwnerId(deployment, principal) });
    },
  );

  app.delete(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'deleteToken',
        tags: ['Access tokens'],
        summary: 'Delete an access token',
        description: 'From the answer on no call with its secret is served.',
        params: IdParamsSchema,
        response: { 204: Type.Null({ description: 'Deleted' }), ...errorResponses(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      if (request.body !== undefined) throw new Failure('invalid_request', 'this call takes no body');
      await deleteToken(deployment, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
};
