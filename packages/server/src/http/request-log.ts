import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { redactSecrets } from '../tokens/token-format.ts';
import type { Principal } from '../verification/principal.ts';

/** The path as it came, or decoded where that brings a secret to light, which the log then takes out. */
export function pathForLog(url: string): string {
  const [path = ''] = url.split('?', 1);
  try {
    const decoded = decodeURIComponent(path);
    return redactSecrets(decoded) === decoded ? path : decoded;
  } catch {
    return path;
  }
}

function callerForLog(principal: Principal) {
  const { accountId, authKind } = principal;
  return authKind === 'token'
    ? { accountId, tokenId: principal.token.id }
    : { accountId, memberId: principal.member.id };
}

/**
 * One line for every answer: who called which route, with what result. Never a header, a query or a body. Verifications that
 * succeed are many and all alike: they are told at level debug.
 */
export function logRequests(app: FastifyInstance, logger: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    const isRoutine = request.routeOptions.config.isVerification === true && reply.statusCode < 400;
    const level = isRoutine ? 'debug' : 'info';
    if (logger.isLevelEnabled(level)) logger[level](lineOf(request, reply), 'answered');
    done();
  });
}

function lineOf(
  { method, url, ip, principal, id }: FastifyRequest,
  { statusCode, elapsedTime }: FastifyReply,
) {
  return {
    requestId: id,
    method,
    path: pathForLog(url),
    status: statusCode,
    milliseconds: Math.round(elapsedTime * 10) / 10,
    address: ip,
    ...(principal && callerForLog(principal)),
  };
}
