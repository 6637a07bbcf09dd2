import { Type } from 'typebox';
import { errorResponses } from '../schemas/error.ts';
import { LinksSchema, link } from '../schemas/link.ts';
import type { Routes } from './route.ts';

const RootSchema = Type.Object({ links: LinksSchema }, { $id: 'Root', description: 'The categories' });

const AddressesSchema = Type.Object(
  {
    addresses: Type.Array(Type.String(), { description: 'Addresses that the service is reached under' }),
    outboundAddresses: Type.Array(Type.String(), { description: 'Addresses that the service calls from' }),
  },
  { $id: 'PublicAddresses', description: 'The addresses' },
);

/** What anybody may read, with or without a token. */
export const discoveryRoutes: Routes = (app) => {
  app.get(
    '/api/v2',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'getRoot',
        tags: ['Discovery'],
        summary: 'List the categories of the API',
        security: [],
        response: { 200: RootSchema, ...errorResponses() },
      },
    },
    async () => ({
      links: {
        self: link('/api/v2'),
        account: link('/api/v2/account'),
        auditlog: link('/api/v2/auditlog'),
        'caller-identity': link('/api/v2/caller-identity'),
        members: link('/api/v2/members'),
        'openapi.json': link('/api/v2/openapi.json'),
        'resource-types': link('/api/v2/resource-types'),
        roles: link('/api/v2/roles'),
        'public-ip-list': link('/api/v2/public-ip-list'),
        tokens: link('/api/v2/tokens'),
        versions: link('/api/v2/versions'),
      },
    }),
  );

  app.get(
    '/api/v2/public-ip-list',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'getIps',
        tags: ['Discovery'],
        summary: 'List the public addresses of the service',
        description: 'A self-hosted deployment does not know its public addresses, so both lists are empty.',
        security: [],
        response: { 200: AddressesSchema, ...errorResponses() },
      },
    },
    async () => ({ addresses: [], outboundAddresses: [] }),
  );

  app.get(
    '/api/v2/openapi.json',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'getOpenapiSpec',
        tags: ['Discovery'],
        summary: 'Get this description of the API',
        security: [],
        response: { 200: Type.Unsafe({ description: 'An OpenAPI 3.1 document' }), ...errorResponses() },
      },
    },
    async (_request, reply) =>
      reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(app.swagger()),
  );
};
