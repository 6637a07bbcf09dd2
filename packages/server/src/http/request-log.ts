import type { FastifyInstance } from 'fastify';
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

/** One line for every answer: who called which route, with what result. Never a header, a query or a body. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, ip, principal } = request;
    request.log.info(
      {
        method,
        path: pathForLog(request.url),
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        address: ip,
        ...(principal && callerForLog(principal)),
      },
      'answered',
    );
  });
}
