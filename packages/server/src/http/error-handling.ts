import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '../failure.ts';
import { authzenFailure } from './authzen-manners.ts';
import { asFailure, errorBody, STATUS_OF } from './error-map.ts';
import { oauthError, SCOPE_CHALLENGE } from './oauth-error.ts';

/** Answers any error in the one shape, and logs what only we can mend. */
export function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = asFailure(error);
  const status = STATUS_OF[failure.code];
  if (status >= 500)
    request.log.error({ requestId: request.id, err: failure.details.cause ?? failure }, failure.message);
  reply.headers(answerHeaders(request));
  const { isOauth = false, isForwardAuth = false } = request.routeOptions.config ?? {};
  // A gateway hands the refusal to its own caller, for whom the path is one of another service.
  if (!isForwardAuth) reply.header('link', helpLink(failure));
  if (failure.code === 'unauthorized') reply.header('www-authenticate', request.bearerChallenge);
  if (isOauth && status === 403) reply.header('www-authenticate', SCOPE_CHALLENGE);
  if (failure.details.retryAfterSeconds !== undefined) {
    reply.header('retry-after', String(failure.details.retryAfterSeconds));
  }
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({ ...errorBody(failure, request.id), ...(isOauth && oauthError(failure, request)) });
}

/** Leads to the place of the code in the guide, which the same service serves. */
function helpLink({ code }: Failure): string {
  return `</docs/errors#${code}>; rel="help"`;
}

/** What every answer carries, also one that is given before any hook has run. */
export function answerHeaders({ id }: Pick<FastifyRequest, 'id'>): Readonly<Record<string, string>> {
  return { 'x-request-id': id, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
}

/**
 * Registers the handlers for errors, unknown paths and known paths with another method.
 *
 * @param note is told of every error before it is answered
 */
export function registerErrorHandling(
  app: FastifyInstance,
  methodsOf: (path: string) => readonly string[],
  note: (failure: Failure, request: FastifyRequest) => void,
): void {
  app.setErrorHandler((error, request, reply) => {
    const failure = authzenFailure(asFailure(error), request);
    note(failure, request);
    return sendFailure(failure, request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(request.url.split('?', 1)[0] ?? '');
    if (methods.length === 0)
      return sendFailure(new Failure('not_found', 'Invalid resource identifier'), request, reply);
    reply.header('allow', methods.join(', '));
    return sendFailure(new Failure('method_not_allowed', 'Method not allowed'), request, reply);
  });
}

const CLIENT_ERRORS: Readonly<Record<string, Failure>> = {
  HPE_HEADER_OVERFLOW: new Failure('headers_too_large', 'the headers are too large'),
  ERR_HTTP_REQUEST_TIMEOUT: new Failure('request_timeout', 'the request took too long to arrive'),
};

/** Answers what was never a request: Node's parser refused it before Fastify saw it. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket, requestId: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const failure =
    CLIENT_ERRORS[error.code ?? ''] ?? new Failure('invalid_request', 'this is not a valid HTTP request');
  const status = STATUS_OF[failure.code];
  const body = JSON.stringify(errorBody(failure, requestId));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\nLink: ${helpLink(failure)}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
