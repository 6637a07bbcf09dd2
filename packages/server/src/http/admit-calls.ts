import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deployment } from '../deployment/deployment.ts';
import type { RateLimitConfig } from '../rate-limit-config.ts';
import { announceTokenEnd } from './announce-token-end.ts';
import { readApiVersion } from './api-version.ts';
import { authenticateRequest } from './authenticate-request.ts';
import { GuessLimit } from './limits/guess-limit.ts';
import { RateLimits } from './limits/rate-limits.ts';
import type { Metrics } from './metrics.ts';
import { requireFeatures } from './require-features.ts';
import { requireServing } from './require-serving.ts';

/**
 * What stands before every route: who calls, whether too often, whether the account has the feature, and in which version of the API.
 * Where memory knows the token and nothing is limited it happens at once: a promise would cost as much as all of it.
 */
export function admitCalls(
  app: FastifyInstance,
  deployment: Deployment,
  metrics: Metrics,
  limits: RateLimitConfig,
): void {
  const rateLimits = new RateLimits(limits, deployment.clock);
  const guesses = new GuessLimit(limits.guesses);

  function enter(request: FastifyRequest, reply: FastifyReply): void {
    announceTokenEnd(request, reply);
    requireFeatures(request);
    request.apiVersion = readApiVersion(request);
  }

  async function enterLater(
    request: FastifyRequest,
    reply: FastifyReply,
    authenticating: Promise<void> | undefined,
  ): Promise<void> {
    await authenticating;
    await rateLimits.count(request, reply);
    enter(request, reply);
  }

  app.addHook('onRequest', (request, reply, done) => {
    const { config } = request.routeOptions;
    if (request.is404) return done();
    requireServing(deployment, request);
    const isPublic = config.isPublic === true;
    const authenticating = isPublic ? undefined : authenticateRequest(deployment, request, metrics, guesses);
    if (isPublic || (authenticating === undefined && !rateLimits.concern(config))) {
      enter(request, reply);
      return done();
    }
    enterLater(request, reply, authenticating).then(() => done(), done);
  });
}
