/** Where OpenID AuthZEN asks for other manners than the rest of the API has. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '../failure.ts';
import { holdsSecret } from '../tokens/token-format.ts';
import { addRouteHook } from './add-route-hook.ts';

/** The configuration of its routes: they ask, and say the same however often. */
export const AUTHZEN_QUESTION = {
  isAuthzen: true,
  isVerification: true,
  isQuestion: true,
  isRepeatable: true,
  isBodyOptional: true,
} as const;

/** The same for searches, which cost more: they are counted as any call. */
export const AUTHZEN_SEARCH = {
  isAuthzen: true,
  isDoor: true,
  isQuestion: true,
  isRepeatable: true,
  isBodyOptional: true,
} as const;

/** Printable ASCII: nothing else is sent back. */
const REQUEST_ID = /^[\x20-\x7e]{1,255}$/;

/** The answer has the `X-Request-ID` of the request, where it has one. To be called before the routes are registered. */
export function echoRequestIds(app: FastifyInstance): void {
  addRouteHook(
    app,
    ({ config }) => config?.isAuthzen === true,
    'onSend',
    async ({ headers }: FastifyRequest, reply: FastifyReply) => {
      const given = headers['x-request-id'];
      if (typeof given === 'string' && REQUEST_ID.test(given) && !holdsSecret(given)) {
        reply.header('x-request-id', given);
      }
    },
  );
}

/** A body that is no JSON is 400 there, and not 415. */
export function authzenFailure(failure: Failure, { routeOptions }: FastifyRequest): Failure {
  const isConcerned = routeOptions.config?.isAuthzen === true && failure.code === 'unsupported_media_type';
  return isConcerned ? new Failure('invalid_request', failure.message, failure.details) : failure;
}
