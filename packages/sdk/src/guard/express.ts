import { type NodeResponse, requireToken as requireTokenOfNode } from './http.ts';
import type { GuardOptions } from './judge-call.ts';
import type { NodeRequest } from './node-request.ts';

export interface ExpressRequest extends NodeRequest {
  /** As Express reads it by `trust proxy`. */
  readonly ip?: string | undefined;
}

/** A handler for Express 5: calls what comes next with `principal` of the request, or answers. */
export function requireToken<Request extends ExpressRequest>(options: GuardOptions<Request>) {
  const address = options.address ?? (({ ip }: Request) => ip);
  const guard = requireTokenOfNode({ ...options, address });
  return (request: Request, response: NodeResponse, next: (error?: unknown) => void): void => {
    guard(request, response).then((principal) => {
      if (principal !== undefined) next();
    }, next);
  };
}
