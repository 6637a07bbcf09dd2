import { Type } from 'typebox';
import { ROUTE_KEY, ROUTE_METHOD } from '../../gateway-routes/gateway-route.ts';
import { effectFields } from './effect.ts';
import { enumOf } from './enum.ts';

const MAX_LENGTH = 1_024;

const FIELDS = {
  method: Type.String({
    pattern: ROUTE_METHOD,
    description: 'Such as `GET`, which stands for `HEAD` too; `*` for every method',
  }),
  path: Type.String({
    pattern: '^/',
    maxLength: MAX_LENGTH,
    description: 'A pattern such as `/orders/{order}/items/**`',
  }),
  resource: Type.String({
    minLength: 1,
    maxLength: MAX_LENGTH,
    description: 'What is acted upon, such as `order/{order}`, with names that stand in the path',
  }),
  action: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,100}$', description: 'What is done to it' }),
};

/** Not checked by its form: what names no route is 404. */
export const RouteParamsSchema = Type.Object({ key: Type.String() });

export const NewGatewayRouteSchema = Type.Object(FIELDS, {
  $id: 'GatewayRoutePut',
  additionalProperties: false,
});

export const GatewayRouteSchema = Type.Object(
  {
    key: Type.String({ pattern: ROUTE_KEY }),
    ...FIELDS,
    origin: enumOf(['api', 'file'], 'Whether the API keeps it, or the file of the server'),
    ...effectFields,
  },
  { $id: 'GatewayRoute' },
);

/** A method or target that no gateway could be asked about is answered as gateways are: it has no route. */
export const MatchSchema = Type.Object(
  {
    method: Type.String({ maxLength: 100, description: 'As the client sends it: `GET`' }),
    target: Type.String({
      maxLength: 8_192,
      description: 'Path and perhaps a query, as the client sends them: `/orders/7?page=2`',
    }),
  },
  { $id: 'GatewayRouteMatchPost', additionalProperties: false },
);

export const MatchedSchema = Type.Object(
  {
    path: Type.Optional(
      Type.String({ description: 'The path as it is decided on; absent: it has no one form' }),
    ),
    route: Type.Optional(Type.String({ description: 'The key of the route that decides' })),
    action: Type.Optional(Type.String()),
    resource: Type.Optional(Type.String()),
    refused: Type.Optional(
      enumOf(
        ['path_not_normal', 'no_route', 'no_resource'],
        'Why it is refused, whoever asks: the path could be read in two ways, no route says anything of it, or it names no resource',
      ),
    ),
  },
  { $id: 'GatewayRouteMatch' },
);

export const GatewayRoutesSchema = Type.Object(
  { items: Type.Array(Type.Ref('GatewayRoute#')), totalCount: Type.Integer() },
  { $id: 'GatewayRoutes' },
);
