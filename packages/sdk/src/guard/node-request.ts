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
  const authorizations: string[] = [];
  let agent: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    if (isNamed(name, 'authorization')) authorizations.push(value);
    else if (isNamed(name, 'user-agent')) agent ??= value;
  }
  return { authorizations, url, address, agent };
}

function isNamed(header: string, name: string): boolean {
  return header.length === name.length && header.toLowerCase() === name;
}
