import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { routeRule } from './route-access.ts';

/** Collects the description of the API from the schemas of the routes that are registered after it. */
export async function registerOpenapi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Keyward',
        version: '0.1.0',
        description:
          "Access tokens as a service. Wire-compatible with LaunchDarkly's REST API for access tokens and what they rest on.",
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          AccessToken: {
            type: 'apiKey',
            in: 'header',
            name: 'Authorization',
            description: 'The secret of an access token, raw or after `Bearer`',
          },
          Session: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-keyward',
            description:
              'The session of a member who signed in. Calls that change something also need `X-Keyward-Request: 1` and the `Origin` of the service',
          },
        },
      },
      security: [{ AccessToken: [] }, { Session: [] }],
    },
    transform: ({ schema, url }) => {
      const { operationId } = schema ?? {};
      const access = operationId === undefined ? {} : { 'x-keyward-access': routeRule(operationId) };
      return { schema: { ...schema, ...access }, url };
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) => String(schema.$id ?? `def-${index}`),
    },
  });
}
