import { Type } from 'typebox';
import { accountSnapshot } from '../../accounts/account-snapshot.ts';
import { getAccount } from '../../accounts/get-account.ts';
import { API_VERSIONS, LATEST_API_VERSION } from '../../api-versions.ts';
import { principalOf } from '../authenticate-request.ts';
import { CALLER_IDENTITY_PATH, callerIdentity } from '../caller-identity.ts';
import { enumOf } from '../schemas/enum.ts';
import { errorResponses } from '../schemas/error.ts';
import { LinksSchema, link } from '../schemas/link.ts';
import { ObjectIdSchema } from '../schemas/object-id.ts';
import type { Routes } from './route.ts';

const CallerIdentitySchema = Type.Object(
  {
    accountId: ObjectIdSchema,
    authKind: enumOf(['token', 'session']),
    tokenKind: Type.Optional(enumOf(['personal', 'service'])),
    tokenName: Type.Optional(Type.String()),
    tokenId: Type.Optional(ObjectIdSchema),
    memberId: Type.Optional(Type.String({ description: 'Absent for a service token' })),
    serviceToken: Type.Optional(Type.Boolean()),
  },
  { $id: 'CallerIdentity', description: 'Who calls: whose access token it is, or who is signed in' },
);

const VersionsSchema = Type.Object(
  {
    validVersions: Type.Array(Type.Integer()),
    latestVersion: Type.Integer(),
    currentVersion: Type.Integer({ description: 'The version that this call spoke' }),
    beta: Type.Boolean(),
  },
  { $id: 'Versions', description: 'The versions of the API' },
);

const AccountSchema = Type.Object(
  { _links: LinksSchema, _id: ObjectIdSchema, key: Type.String(), organization: Type.String() },
  { $id: 'Account', description: 'The account' },
);

/** What a caller may always know: who it is, and what it talks to. */
export const identityRoutes: Routes = (app, deployment) => {
  app.get(
    CALLER_IDENTITY_PATH,
    {
      config: { isVerification: true },
      schema: {
        operationId: 'getCallerIdentity',
        tags: ['Identity'],
        summary: 'Say whose access token this is',
        response: { 200: CallerIdentitySchema, ...errorResponses(401, 403) },
      },
    },
    // No promise: it would cost as much as the verification.
    (request, reply) => void reply.send(callerIdentity(principalOf(request))),
  );

  app.get(
    '/api/v2/versions',
    {
      schema: {
        operationId: 'getVersions',
        tags: ['Identity'],
        summary: 'List the versions of the API',
        response: { 200: VersionsSchema, ...errorResponses(401, 403) },
      },
    },
    async ({ apiVersion }) => ({
      validVersions: [...API_VERSIONS],
      latestVersion: LATEST_API_VERSION,
      currentVersion: apiVersion.version,
      beta: apiVersion.isBeta,
    }),
  );

  app.get(
    '/api/v2/account',
    {
      schema: {
        operationId: 'getAccount',
        tags: ['Identity'],
        summary: "Get the caller's account",
        response: { 200: AccountSchema, ...errorResponses(401, 403) },
      },
    },
    async (request) => {
      const account = await getAccount(deployment, principalOf(request));
      return { _links: { self: link('/api/v2/account') }, ...accountSnapshot(account) };
    },
  );
};
