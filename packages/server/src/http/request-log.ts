import type { FastifyInstance } from 'fastify';

/** One line for every answer: who called which route, with what result. Never a header, a query or a body. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { id: requestId, method, ip, principal } = request;
    request.log.info(
      {
        requestId,
        method,
        path: request.url.split('?', 1)[0],
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        address: ip,
        ...(principal && { accountId: principal.accountId, tokenId: principal.token.id }),
      },
      'answered',
    );
  });
}
