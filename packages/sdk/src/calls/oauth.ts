import type { CallOptions } from './call-types.ts';
import { answerOf, type Client, callInit } from './client.ts';

export interface IntrospectionClient {
  /** Of the client that presented the secret; without it a token that works from some addresses only is not active. */
  readonly clientIp?: string | undefined;
}

/** What services ask that were given a secret by a client of theirs. */
export function oauthCalls(client: Client) {
  return {
    /** Whether a secret works, and whose it is: of one that does not, whatever the reason, only `active: false`. */
    introspect: (secret: string, { clientIp }: IntrospectionClient = {}, options?: CallOptions) =>
      answerOf(
        client.POST('/oauth2/introspect', {
          body: { token: secret, ...(clientIp !== undefined && { client_ip: clientIp }) },
          ...formInit(options),
        }),
      ),
    /** Ends a secret: with the current one its token, an older one alone. A secret that nobody has is no error. */
    revoke: (secret: string, options?: CallOptions) =>
      answerOf(client.POST('/oauth2/revoke', { body: { token: secret }, ...formInit(options) })),
    serverMetadata: (options?: CallOptions) =>
      answerOf(client.GET('/.well-known/oauth-authorization-server', callInit(options))),
    resourceMetadata: (options?: CallOptions) =>
      answerOf(client.GET('/.well-known/oauth-protected-resource', callInit(options))),
  };
}

function formInit(options?: CallOptions) {
  const { headers, ...init } = { headers: {}, ...callInit(options) };
  return { ...init, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } };
}
