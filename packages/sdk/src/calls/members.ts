import type { Body, CallOptions, Query } from './call-types.ts';
import { answerOf, type Client, callInit, wireQuery } from './client.ts';
import { Listing } from './listing.ts';

/** The people of the account. */
export function memberCalls(client: Client) {
  return {
    list: (query: Query<'getMembers'> = {}, options?: CallOptions) =>
      new Listing((position) => {
        const params = { query: { ...wireQuery<'getMembers'>(query), ...position } };
        return answerOf(client.GET('/api/v2/members', { params, ...callInit(options) }));
      }),
    /** With `me` for the id: the caller. */
    get: (id: string, query: Query<'getMember'> = {}, options?: CallOptions) =>
      answerOf(
        client.GET('/api/v2/members/{id}', {
          params: { path: { id }, query: wireQuery<'getMember'>(query) },
          ...callInit(options),
        }),
      ),
    invite: (body: Body<'postMembers'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/members', { body, ...callInit(options) })),
    update: (id: string, body: Body<'patchMember'>, options?: CallOptions) =>
      answerOf(
        client.PATCH('/api/v2/members/{id}', { params: { path: { id } }, body, ...callInit(options) }),
      ),
    /** Each member for themselves: see `errors` in the answer for those who were not changed. */
    updateMany: (body: Body<'patchMembers'>, options?: CallOptions) =>
      answerOf(client.PATCH('/api/v2/members', { body, ...callInit(options) })),
    remove: (id: string, options?: CallOptions) =>
      answerOf(client.DELETE('/api/v2/members/{id}', { params: { path: { id } }, ...callInit(options) })),
    inviteAgain: (id: string, options?: CallOptions) =>
      answerOf(
        client.POST('/api/v2/members/{id}/invitation', {
          params: { path: { id } },
          body: {},
          ...callInit(options),
        }),
      ),
    withdrawInvitation: (id: string, options?: CallOptions) =>
      answerOf(
        client.DELETE('/api/v2/members/{id}/invitation', { params: { path: { id } }, ...callInit(options) }),
      ),
    /** A link by which the member chooses a new password. */
    linkPassword: (id: string, options?: CallOptions) =>
      answerOf(
        client.POST('/api/v2/members/{id}/password-link', {
          params: { path: { id } },
          body: {},
          ...callInit(options),
        }),
      ),
  };
}
