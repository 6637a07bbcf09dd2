import type { CallOptions, Query } from './call-types.ts';
import { answerOf, type Client, callInit, wireQuery } from './client.ts';
import { Listing } from './listing.ts';

/** Who did what, newest first. */
export function auditLogCalls(client: Client) {
  return {
    list: (query: Query<'getAuditLogEntries'> = {}, options?: CallOptions) =>
      new Listing((position) => {
        const params = { query: { ...wireQuery<'getAuditLogEntries'>(query), ...position } };
        return answerOf(client.GET('/api/v2/auditlog', { params, ...callInit(options) }));
      }),
    get: (id: string, options?: CallOptions) =>
      answerOf(client.GET('/api/v2/auditlog/{id}', { params: { path: { id } }, ...callInit(options) })),
  };
}
