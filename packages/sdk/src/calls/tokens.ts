import type { Body, CallOptions, Query } from './call-types.ts';
import { answerOf, type Client, callInit, wireQuery } from './client.ts';
import { Listing } from './listing.ts';
import { type StreamFetch, tokenUses } from './token-uses.ts';

/** Access tokens. What `create`, `clone` and `reset` answer holds the whole secret in `token`, this once. */
export function tokenCalls(client: Client, openStream: StreamFetch) {
  return {
    list: (query: Query<'getTokens'> = {}, options?: CallOptions) =>
      new Listing((position) => {
        const params = { query: { ...wireQuery<'getTokens'>(query), ...position } };
        return answerOf(client.GET('/api/v2/tokens', { params, ...callInit(options) }));
      }),
    /** How many need a look; `list` with the same `health` leads to them. */
    health: (query: Query<'getTokenHealth'> = {}, options?: CallOptions) =>
      answerOf(
        client.GET('/api/v2/tokens/health', {
          params: { query: wireQuery<'getTokenHealth'>(query) },
          ...callInit(options),
        }),
      ),
    /** What became of the calls with all of them together, on each of the last 30 days. */
    usage: (query: Query<'getTokensUsage'> = {}, options?: CallOptions) =>
      answerOf(
        client.GET('/api/v2/tokens/usage', {
          params: { query: wireQuery<'getTokensUsage'>(query) },
          ...callInit(options),
        }),
      ),
    /** Which token a secret belongs to that was found somewhere. */
    lookUp: (secret: string, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/tokens/lookup', { body: { token: secret }, ...callInit(options) })),
    get: (id: string, query: Query<'getToken'> = {}, options?: CallOptions) =>
      answerOf(
        client.GET('/api/v2/tokens/{id}', {
          params: { path: { id }, query: wireQuery<'getToken'>(query) },
          ...callInit(options),
        }),
      ),
    /** Each use as it happens. */
    uses: (id: string, options?: CallOptions) => tokenUses(client, openStream, id, options),
    create: (body: Body<'postToken'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/tokens', { body, ...callInit(options) })),
    /** A token like another one, with a secret of its own. */
    clone: (id: string, body: Body<'cloneToken'> = {}, options?: CallOptions) =>
      answerOf(
        client.POST('/api/v2/tokens/{id}/clone', { params: { path: { id } }, body, ...callInit(options) }),
      ),
    update: (id: string, body: Body<'patchToken'>, options?: CallOptions) =>
      answerOf(client.PATCH('/api/v2/tokens/{id}', { params: { path: { id } }, body, ...callInit(options) })),
    /** The same for each of several. What could not be done is in `errors`: look there, the call does not throw for it. */
    updateMany: (body: Body<'patchTokens'>, options?: CallOptions) =>
      answerOf(client.PATCH('/api/v2/tokens', { body, ...callInit(options) })),
    /** What could not be deleted is in `errors`: look there, the call does not throw for it. */
    deleteMany: (body: Body<'deleteTokens'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/tokens/bulk-delete', { body, ...callInit(options) })),
    /** A new secret. The old one works until `expiry`; without it, it ends at once. */
    reset: (id: string, body: Body<'resetToken'> = {}, options?: CallOptions) =>
      answerOf(
        client.POST('/api/v2/tokens/{id}/reset', { params: { path: { id } }, body, ...callInit(options) }),
      ),
    delete: (id: string, body: Body<'deleteToken'> = {}, options?: CallOptions) =>
      answerOf(
        client.DELETE('/api/v2/tokens/{id}', { params: { path: { id } }, body, ...callInit(options) }),
      ),
    updatePreviousSecret: (
      id: string,
      secretId: string,
      body: Body<'patchPreviousSecret'>,
      options?: CallOptions,
    ) =>
      answerOf(
        client.PATCH('/api/v2/tokens/{id}/previous-secrets/{secretId}', {
          params: { path: { id, secretId } },
          body,
          ...callInit(options),
        }),
      ),
    endPreviousSecret: (id: string, secretId: string, options?: CallOptions) =>
      answerOf(
        client.DELETE('/api/v2/tokens/{id}/previous-secrets/{secretId}', {
          params: { path: { id, secretId } },
          ...callInit(options),
        }),
      ),
  };
}
