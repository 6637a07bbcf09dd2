import type { Body, CallOptions, Query } from './call-types.ts';
import { answerOf, type Client, callInit, wireQuery } from './client.ts';

/** What policies may name. */
export function resourceTypeCalls(client: Client) {
  return {
    list: (options?: CallOptions) => answerOf(client.GET('/api/v2/resource-types', callInit(options))),
    /** Declares a type of the account, or declares it anew. With `dryRun`: only finds out whether it could be. */
    declare: (
      type: string,
      body: Body<'putResourceType'>,
      query: Query<'putResourceType'> = {},
      options?: CallOptions,
    ) =>
      answerOf(
        client.PUT('/api/v2/resource-types/{type}', {
          params: { path: { type }, query: wireQuery<'putResourceType'>(query) },
          body,
          ...callInit(options),
        }),
      ),
    takeBack: (type: string, query: Query<'deleteResourceType'> = {}, options?: CallOptions) =>
      answerOf(
        client.DELETE('/api/v2/resource-types/{type}', {
          params: { path: { type }, query: wireQuery<'deleteResourceType'>(query) },
          ...callInit(options),
        }),
      ),
  };
}
