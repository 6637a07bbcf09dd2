import type { Principal } from '../verifier/index.ts';
import { type GuardOptions, judgeCall } from './judge-call.ts';
import { type NodeRequest, presentedCall } from './node-request.ts';

export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): { end(body: string): unknown };
}

/**
 * For `node:http`: answers whose call it is, having set `principal` of the request; undefined when the call was refused, and answered.
 */
export function requireToken<Request extends NodeRequest>(options: GuardOptions<Request>) {
  return async (request: Request, response: NodeResponse): Promise<Principal | undefined> => {
    const address = options.address?.(request) ?? request.socket.remoteAddress;
    const judged = await judgeCall(options, request, presentedCall(request, address));
    if ('refused' in judged) {
      const { status, headers, body } = judged.refused;
      response.writeHead(status, { ...headers }).end(body);
      return undefined;
    }
    Object.assign(request, { principal: judged.principal });
    return judged.principal;
  };
}
