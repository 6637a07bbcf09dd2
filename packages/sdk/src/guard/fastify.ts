import type { Principal } from '../verifier/index.ts';
import { type GuardOptions, type JudgedCall, judgeCall, type RefusedCall } from './judge-call.ts';
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
  return (request: Request, reply: FastifyReply, done: (error?: Error) => void): void => {
    const go = (judged: JudgedCall) => {
      if ('refused' in judged) return answer(reply, judged.refused);
      (request as Request & { principal: Principal }).principal = judged.principal;
      done();
    };
    let judged: JudgedCall | Promise<JudgedCall>;
    try {
      const address = options.address?.(request) ?? request.ip;
      judged = judgeCall(options, request, presentedCall(request.raw, address));
    } catch (error) {
      done(error as Error);
      return;
    }
    if (judged instanceof Promise) judged.then(go, done);
    else go(judged);
  };
}

function answer(reply: FastifyReply, { status, headers, body }: RefusedCall): void {
  reply.code(status);
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  reply.send(body);
}
