import type { Body, CallOptions } from './call-types.ts';
import { answerOf, type Client, callInit } from './client.ts';

/** The service itself, and how it sees the caller. */
export function serviceCalls(client: Client) {
  return {
    /** Whose token or session this is. */
    callerIdentity: (options?: CallOptions) =>
      answerOf(client.GET('/api/v2/caller-identity', callInit(options))),
    versions: (options?: CallOptions) => answerOf(client.GET('/api/v2/versions', callInit(options))),
    categories: (options?: CallOptions) => answerOf(client.GET('/api/v2', callInit(options))),
    description: (options?: CallOptions) => answerOf(client.GET('/api/v2/openapi.json', callInit(options))),
    publicIps: (options?: CallOptions) => answerOf(client.GET('/api/v2/public-ip-list', callInit(options))),
    /** Makes the account, its owner and their first token, with the code that the service printed. */
    setUp: (body: Body<'postSetup'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/setup', { body, ...callInit(options) })),
  };
}
