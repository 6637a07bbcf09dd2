import type { Body, CallOptions, Query } from './call-types.ts';
import { answerOf, type Client, callInit, wireQuery } from './client.ts';

/** The account of the caller. */
export function accountCalls(client: Client) {
  return {
    get: (options?: CallOptions) => answerOf(client.GET('/api/v2/account', callInit(options))),
    getSettings: (options?: CallOptions) =>
      answerOf(client.GET('/api/v2/account/settings', callInit(options))),
    /** With `dryRun`: only what the change would do. */
    updateSettings: (
      body: Body<'patchAccountSettings'>,
      query: Query<'patchAccountSettings'> = {},
      options?: CallOptions,
    ) => {
      const params = { query: wireQuery<'patchAccountSettings'>(query) };
      return answerOf(client.PATCH('/api/v2/account/settings', { params, body, ...callInit(options) }));
    },
  };
}
