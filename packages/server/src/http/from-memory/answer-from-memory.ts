import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { CALLER_IDENTITY_PATH } from '../caller-identity.ts';
import type { Metrics } from '../metrics.ts';
import { INTROSPECTION_PATH } from '../schemas/introspection.ts';
import { answerGateway } from './answer-gateway.ts';
import { answerIdentity } from './answer-identity.ts';
import { answerIntrospection } from './answer-introspection.ts';
import { type ClientAddress, clientAddresses } from './client-addresses.ts';

/**
 * Answers a request, or leaves it as it was to the routes: at once with `false`, or later by calling `byRoutes`.
 */
export type FirstAnswer = (
  request: IncomingMessage,
  response: ServerResponse,
  byRoutes: () => void,
) => boolean;

/** What memory is asked with, and what an answer leaves behind. */
export interface FirstAnswerParts {
  readonly deployment: Deployment;
  readonly metrics: Metrics;
  readonly config: Config;
  readonly logger: Logger;
  readonly nextRequestId: () => string;
}

/** These, and how it is found out where a call comes from. */
export type AnswerParts = FirstAnswerParts & { readonly addressOf: ClientAddress };

/**
 * The commonest of all calls, that a token which memory knows is let in or works, answered before any route is looked for: the hooks,
 * schemas and streams of the routes would cost as much as all of it (ADR 0015). The routes answer the same bytes, and leave the same
 * behind; whatever is not plain goes to them: another header, two tokens, a token that is refused or must be read, a deployment that
 * limits or logs every verification, a service that stops or may not serve.
 */
export function answerFromMemory(given: FirstAnswerParts): FirstAnswer {
  const { deployment, config, logger } = given;
  const parts = { ...given, addressOf: clientAddresses(config) };
  const isLimited = config.rateLimits.verification > 0;
  const gateway = answerGateway(parts);
  const identity = answerIdentity(parts);
  const introspection = answerIntrospection(parts);

  return (request, response, byRoutes) => {
    const answer = answerTo(request.method, request.url);
    if (answer === undefined || !deployment.epoch.isServing || logger.isLevelEnabled('debug')) return false;
    return answer(request, response, byRoutes);
  };

  function answerTo(method: string | undefined, url: string | undefined): FirstAnswer | undefined {
    if (url?.startsWith('/forward-auth/')) return gateway;
    if (isLimited) return undefined;
    if (url === CALLER_IDENTITY_PATH && method === 'GET') return identity;
    return url === INTROSPECTION_PATH && method === 'POST' ? introspection : undefined;
  }
}
