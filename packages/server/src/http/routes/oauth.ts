import { type Static, Type } from 'typebox';
import { introspectToken } from '../../decisions/introspect-token.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { Failure } from '../../failure.ts';
import { revokeSecret } from '../../tokens/revoke-secret.ts';
import type { TokenPrincipal } from '../../verification/principal.ts';
import { callerOf } from '../authenticate-request.ts';
import { FORM_TYPE, OAUTH_FORM } from '../form-body.ts';
import type { GuessLimit } from '../limits/guess-limit.ts';
import { errorResponses } from '../schemas/error.ts';
import {
  INACTIVE,
  INTROSPECTION_PATH,
  type IntrospectionRequestSchema,
  introspectionAnswer,
  isClientAddress,
  type RevocationRequestSchema,
} from '../schemas/introspection.ts';
import type { App } from './route.ts';

const tags = ['OAuth'];
const consumes = [FORM_TYPE];

/** An answer without a body and so without a type of it: RFC 7009 section 2.2. */
const NOTHING = Type.Unsafe<undefined>({
  type: 'null',
  description: 'It has ended, or there was nothing to end',
});

/** What gateways and frameworks ask that know OAuth: RFC 7662 and RFC 7009. */
export function oauthRoutes(app: App, deployment: Deployment, guesses: GuessLimit): void {
  app.post(
    INTROSPECTION_PATH,
    {
      config: { ...OAUTH_FORM, isVerification: true, isQuestion: true },
      schema: {
        operationId: 'introspectToken',
        tags,
        summary: 'Say whether a secret works, and whose it is (RFC 7662)',
        description:
          'Whatever does not work, and every token of another account, is answered `{"active":false}` and nothing more.',
        consumes,
        body: Type.Unsafe<Static<typeof IntrospectionRequestSchema>>(Type.Ref('IntrospectionPost#')),
        response: {
          200: Type.Ref('Introspection#', { description: 'The token, or that it is not active' }),
          ...errorResponses(401, 403, 413, 415, 429),
        },
      },
    },
    (request, reply) => {
      const caller = callerOf(request);
      const { token, client_ip: address } = request.body;
      requireAddress(address);
      const agent = request.headers['user-agent'] ?? '';
      const answer = async (found: TokenPrincipal | undefined) => {
        if (found !== undefined) return introspectionAnswer(found, deployment.publicUrl);
        await guesses.count(address ?? caller.address, caller.principal.accountId);
        return INACTIVE;
      };
      const found = introspectToken(deployment, caller, token, { address, agent });
      if (found === undefined || found instanceof Promise) return Promise.resolve(found).then(answer);
      return reply.send(introspectionAnswer(found, deployment.publicUrl));
    },
  );

  app.post(
    '/oauth2/revoke',
    {
      config: { ...OAUTH_FORM, isDoor: true },
      schema: {
        operationId: 'revokeToken',
        tags,
        summary: 'End a secret (RFC 7009)',
        description:
          'With the current secret of a token the token is deleted; an older one ends alone. What nobody has, or has ended, is answered like what was ended now.',
        consumes,
        body: Type.Unsafe<Static<typeof RevocationRequestSchema>>(Type.Ref('RevocationPost#')),
        response: {
          200: NOTHING,
          ...errorResponses(401, 403, 409, 413, 415, 429),
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const revocation = await revokeSecret(deployment, caller, request.body.token);
      if (revocation === 'unknown') await guesses.count(caller.address, caller.principal.accountId);
      return reply.code(200).send(undefined);
    },
  );
}

/** @throws Failure `invalid_request` */
function requireAddress(address: string | undefined): void {
  if (isClientAddress(address)) return;
  throw new Failure('invalid_request', '`client_ip`: must be one IPv4 or IPv6 address', {
    hint: 'send the address of the client without a port; leave it out when you do not know it',
  });
}
