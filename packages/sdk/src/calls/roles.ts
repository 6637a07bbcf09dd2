import type { Body, CallOptions, Query } from './call-types.ts';
import { answerOf, type Client, callInit, wireQuery } from './client.ts';
import { Listing } from './listing.ts';

/** Custom and preset roles, each named by its key or its id. */
export function roleCalls(client: Client) {
  return {
    list: (query: Query<'getCustomRoles'> = {}, options?: CallOptions) =>
      new Listing((position) => {
        const params = { query: { ...wireQuery<'getCustomRoles'>(query), ...position } };
        return answerOf(client.GET('/api/v2/roles', { params, ...callInit(options) }));
      }),
    create: (body: Body<'postCustomRole'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/roles', { body, ...callInit(options) })),
    get: (key: string, options?: CallOptions) =>
      answerOf(client.GET('/api/v2/roles/{key}', { params: { path: { key } }, ...callInit(options) })),
    /** Reaches everybody who holds the role at once. */
    update: (key: string, body: Body<'patchCustomRole'>, options?: CallOptions) =>
      answerOf(
        client.PATCH('/api/v2/roles/{key}', { params: { path: { key } }, body, ...callInit(options) }),
      ),
    delete: (key: string, options?: CallOptions) =>
      answerOf(client.DELETE('/api/v2/roles/{key}', { params: { path: { key } }, ...callInit(options) })),
  };
}
