import { type GuardOptions, judgeCall } from './judge-call.ts';
import { type NodeRequest, presentedCall } from './node-request.ts';

export interface FastifyRequest {
  readonly raw: NodeRequest;
  /** As Fastify reads it by `trustProxy`. */
  readonly ip: string;
}

export interface FastifyReply {
  code(status: number): unknown;
  header(name: string, value: string): unknown;
  send(body: string): unknown;
}

/** An `onRequest` or `preHandler` hook for Fastify: goes on with `principal` of the request, or answers. */
export function requireToken<Request extends FastifyRequest>(options: GuardOptions<Request>) {
  return async (request: Request, reply: FastifyReply): Promise<unknown> => {
    const address = options.address?.(request) ?? request.ip;
    const judged = await judgeCall(options, request, presentedCall(request.raw, address));
    if ('refused' in judged) {
      const { status, headers, body } = judged.refused;
      reply.code(status);
      for (const [name, value] of Object.entries(headers)) reply.header(name, value);
      reply.send(body);
      return reply;
    }
    Object.assign(request, { principal: judged.principal });
    return undefined;
  };
}
