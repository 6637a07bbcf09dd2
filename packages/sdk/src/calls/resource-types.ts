import type { Body, CallOptions } from './call-types.ts';
import { answerOf, type Client, callInit } from './client.ts';

/** What policies may name. */
export function resourceTypeCalls(client: Client) {
  return {
    list: (options?: CallOptions) => answerOf(client.GET('/api/v2/resource-types', callInit(options))),
    /** Declares a type of the account, or declares it anew. */
    declare: (type: string, body: Body<'putResourceType'>, options?: CallOptions) =>
      answerOf(
        client.PUT('/api/v2/resource-types/{type}', {
          params: { path: { type } },
          body,
          ...callInit(options),
        }),
      ),
    takeBack: (type: string, options?: CallOptions) =>
      answerOf(
        client.DELETE('/api/v2/resource-types/{type}', {
          params: { path: { type } },
          ...callInit(options),
        }),
      ),
  };
}
