/** What gateways ask before they let a request through to an API. */
import { METHODS } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { requireRouteAccess, verifyForwarded } from '../../decisions/judge-forwarded.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { Failure } from '../../failure.ts';
import type { TokenPrincipal } from '../../verification/principal.ts';
import { invalidToken, originOf, presentedToken } from '../authenticate-request.ts';
import { asFailure, STATUS_OF } from '../error-map.ts';
import { listedPeers } from '../listed-peers.ts';
import type { Metrics } from '../metrics.ts';
import { SCOPE_CHALLENGE } from '../oauth-error.ts';
import type { App } from '../routes/route.ts';
import { identityHeaders, NO_IDENTITY } from './identity-headers.ts';
import { FORWARD_AUTH_ROUTE, readQuestion } from './original-request.ts';

const CHALLENGE_FOR_TOKEN = 'Bearer error="invalid_token"';
const RETRY_SECONDS = 1;

/**
 * Answers questions of gateways, whatever their method, before anything reads a body or answers for a browser: 200 lets the
 * request through, 401 and 403 do not, and 503 says that nobody knows. There is no other answer, and none of an error is 200.
 *
 * To be called before whatever else answers by itself.
 */
export function answerForwardAuth(
  app: App,
  deployment: Deployment,
  metrics: Metrics,
  { trustedProxies }: Pick<Config, 'trustedProxies'>,
): void {
  const isListed = listedPeers(trustedProxies);

  async function admit(request: FastifyRequest): Promise<TokenPrincipal> {
    deployment.epoch.requireServing();
    if (!isListed(request.raw)) {
      throw new Failure('forbidden', 'questions are taken from listed gateways only', {
        hint: 'list the address of the gateway in `KEYWARD_TRUSTED_PROXIES`',
      });
    }
    const question = readQuestion(request.raw, request.originalUrl);
    if (question === undefined) throw new Failure('forbidden', 'this is no address for a gateway');
    const principal = await verify(request, question.accountId);
    request.principal = principal;
    if (question.original === undefined)
      throw new Failure('forbidden', 'the gateway does not say once what its client asked for');
    requireRouteAccess(principal, question.original);
    return principal;
  }

  async function verify(request: FastifyRequest, accountId: string): Promise<TokenPrincipal> {
    const presented = presentedToken(request.raw);
    if (presented === undefined) {
      metrics.authentications.inc({ outcome: 'no_token' });
      throw invalidToken();
    }
    request.bearerChallenge = CHALLENGE_FOR_TOKEN;
    const client = { ...originOf(request), agent: request.headers['user-agent'] ?? '' };
    const found = await verifyForwarded(deployment, accountId, presented, client);
    metrics.authentications.inc({ outcome: found.outcome === 'refused' ? found.status : found.outcome });
    if (found.outcome === 'authenticated') return found.principal;
    if (found.outcome !== 'wrong_address') throw invalidToken();
    request.principal = found.principal;
    throw new Failure('forbidden', 'The access token does not work from this address');
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.headers(NO_IDENTITY);
    try {
      reply.headers(identityHeaders(await admit(request)));
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.code === 'forbidden' && request.principal !== undefined)
        reply.header('www-authenticate', SCOPE_CHALLENGE);
      throw refusal;
    }
    reply.code(200).send();
  }

  for (const method of METHODS) {
    if (method !== 'CONNECT' && !app.supportedMethods.includes(method)) app.addHttpMethod(method);
  }
  for (const url of ['/forward-auth', FORWARD_AUTH_ROUTE]) {
    app.route({
      url,
      method: app.supportedMethods,
      config: { isForwardAuth: true, isVerification: true, isPublic: true },
      handler: () => Promise.reject(new Error('a question of a gateway was not answered')),
    });
  }
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.isForwardAuth !== true) return done();
    answer(request, reply).catch(done);
  });
}

/** A gateway takes 401 and 403 for a refusal, and anything else that is not 200 for a fault. */
function refusalOf(error: unknown): Failure {
  const failure = asFailure(error);
  const { message, details } = failure;
  const status = STATUS_OF[failure.code];
  if ([401, 403, 503].includes(status)) return failure;
  if (status < 500) return new Failure('forbidden', message, details);
  return new Failure('service_unavailable', message, {
    retryAfterSeconds: RETRY_SECONDS,
    cause: details.cause ?? failure,
  });
}
