import { type Static, Type } from 'typebox';
import { Failure } from '../../failure.ts';
import { deleteGatewayRoute, putGatewayRoute } from '../../gateway-routes/change-gateway-routes.ts';
import { ROUTE_KEY } from '../../gateway-routes/gateway-route.ts';
import { getGatewayRoute, listGatewayRoutes } from '../../gateway-routes/list-gateway-routes.ts';
import { matchGatewayRoute } from '../../gateway-routes/match-gateway-route.ts';
import { callerOf, principalOf } from '../authenticate-request.ts';
import { errorResponses } from '../schemas/error.ts';
import {
  MatchedSchema,
  MatchSchema,
  type NewGatewayRouteSchema,
  RouteParamsSchema,
} from '../schemas/gateway-route.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/gateway-routes';
const tags = ['Gateway routes'];
const KEY = new RegExp(ROUTE_KEY);

export const gatewayRouteRoutes: Routes = (app, deployment) => {
  app.get(
    PATH,
    {
      schema: {
        operationId: 'getGatewayRoutes',
        tags,
        summary: 'List which access each request to an API behind a gateway needs',
        response: { 200: Type.Ref('GatewayRoutes#', { description: 'The routes' }), ...errorResponses(401) },
      },
    },
    async (request) => {
      const items = [...listGatewayRoutes(principalOf(request))];
      return { items, totalCount: items.length };
    },
  );

  app.get(
    `${PATH}/:key`,
    {
      schema: {
        operationId: 'getGatewayRoute',
        tags,
        summary: 'Get a route of an API behind a gateway',
        params: RouteParamsSchema,
        response: {
          200: Type.Ref('GatewayRoute#', { description: 'The route' }),
          ...errorResponses(401, 404),
        },
      },
    },
    async (request) => getGatewayRoute(principalOf(request), request.params.key),
  );

  app.put(
    `${PATH}/:key`,
    {
      schema: {
        operationId: 'putGatewayRoute',
        tags,
        summary: 'Say which access requests to an API behind a gateway need, or say it anew',
        description:
          'Needs `manageRoutes`, and the right to do what this route and those that it overlaps ask for, before and after.',
        params: RouteParamsSchema,
        body: Type.Unsafe<Static<typeof NewGatewayRouteSchema>>(Type.Ref('GatewayRoutePut#')),
        response: {
          200: Type.Ref('GatewayRoute#', { description: 'Written anew' }),
          201: Type.Ref('GatewayRoute#', { description: 'Written' }),
          ...errorResponses(401, 403, 409, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      if (!KEY.test(key)) {
        throw new Failure(
          'invalid_request',
          '`key`: a route is named by lower-case letters, digits and dashes',
        );
      }
      const route = { key, ...request.body };
      const { isNew } = await putGatewayRoute(deployment, callerOf(request), route);
      return reply.code(isNew ? 201 : 200).send({ ...route, origin: 'api' });
    },
  );

  app.post(
    `${PATH}/match`,
    {
      schema: {
        operationId: 'matchGatewayRoute',
        tags,
        summary: 'Say which route decides on a request to the API behind a gateway, and what it asks for',
        description:
          'By the table that answers gateways. Nothing is stored. Whether somebody may do it, `POST /api/v2/policies/explain` says.',
        body: MatchSchema,
        response: { 200: MatchedSchema, ...errorResponses(401, 403, 413, 415) },
      },
    },
    async (request) => {
      const { path, route, needed } = matchGatewayRoute(principalOf(request), request.body);
      return {
        ...(path && { path: `/${path.join('/')}` }),
        ...(route && { route: route.key }),
        ...needed,
      };
    },
  );

  app.delete(
    `${PATH}/:key`,
    {
      schema: {
        operationId: 'deleteGatewayRoute',
        tags,
        summary: 'Take back a route of an API behind a gateway',
        description: 'Its requests are refused from then on, unless another route decides on them.',
        params: RouteParamsSchema,
        response: { 204: Type.Null({ description: 'Deleted' }), ...errorResponses(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await deleteGatewayRoute(deployment, callerOf(request), request.params.key);
      return reply.code(204).send(null);
    },
  );
};
