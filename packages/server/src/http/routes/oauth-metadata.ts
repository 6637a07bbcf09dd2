import { Type } from 'typebox';
import { requirePublicUrl } from '../require-public-url.ts';
import { errorResponses } from '../schemas/error.ts';
import type { Routes } from './route.ts';

const Address = Type.String({ format: 'uri' });

const ServerMetadataSchema = Type.Object(
  {
    issuer: Address,
    introspection_endpoint: Address,
    introspection_endpoint_auth_methods_supported: Type.Array(Type.String()),
    revocation_endpoint: Address,
    revocation_endpoint_auth_methods_supported: Type.Array(Type.String()),
    response_types_supported: Type.Array(Type.String()),
  },
  { $id: 'OauthServerMetadata', description: 'What the service offers of OAuth' },
);

const ResourceMetadataSchema = Type.Object(
  {
    resource: Address,
    resource_name: Type.String(),
    authorization_servers: Type.Array(Address),
    bearer_methods_supported: Type.Array(Type.String()),
  },
  { $id: 'ProtectedResourceMetadata', description: 'How the API is called' },
);

const tags = ['OAuth'];

/** What programs read to find the rest: RFC 8414 and RFC 9728. Tokens are made in Keyward, so there is no endpoint that issues any. */
export const oauthMetadataRoutes: Routes = (app, deployment) => {
  app.get(
    '/.well-known/oauth-authorization-server',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'getOauthServerMetadata',
        tags,
        summary: 'Describe what the service offers of OAuth (RFC 8414)',
        security: [],
        response: { 200: ServerMetadataSchema, ...errorResponses(404) },
      },
    },
    async () => {
      const issuer = requirePublicUrl(deployment);
      return {
        issuer,
        introspection_endpoint: `${issuer}/oauth2/introspect`,
        introspection_endpoint_auth_methods_supported: ['Bearer'],
        revocation_endpoint: `${issuer}/oauth2/revoke`,
        revocation_endpoint_auth_methods_supported: ['Bearer'],
        response_types_supported: ['none'],
      };
    },
  );

  app.get(
    '/.well-known/oauth-protected-resource',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'getProtectedResourceMetadata',
        tags,
        summary: 'Describe how the API is called (RFC 9728)',
        security: [],
        response: { 200: ResourceMetadataSchema, ...errorResponses(404) },
      },
    },
    async () => {
      const resource = requirePublicUrl(deployment);
      return {
        resource,
        resource_name: 'Keyward',
        authorization_servers: [resource],
        bearer_methods_supported: ['header'],
      };
    },
  );
};
