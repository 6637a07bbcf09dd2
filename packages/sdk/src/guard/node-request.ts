import type { PresentedCall } from './judge-call.ts';

/** What `node:http` gives of a request, and with it Express and Fastify. */
export interface NodeRequest {
  readonly rawHeaders: readonly string[];
  readonly url?: string | undefined;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Read from the raw headers: Node drops a second `Authorization`, and two readers could then disagree on who called. */
export function presentedCall(
  { rawHeaders, url = '' }: NodeRequest,
  address: string | undefined,
): PresentedCall {
  const [agent] = valuesOf(rawHeaders, 'user-agent');
  return { authorizations: valuesOf(rawHeaders, 'authorization'), url, address, agent };
}

function valuesOf(rawHeaders: readonly string[], name: string): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}
