import type { Body, CallOptions, Query } from './call-types.ts';
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
    /** Entries whose action and resource the statements would allow. */
    search: (
      statements: Body<'postAuditLogEntries'>,
      query: Query<'postAuditLogEntries'> = {},
      options?: CallOptions,
    ) =>
      new Listing((position) => {
        const params = { query: { ...wireQuery<'postAuditLogEntries'>(query), ...position } };
        const call = { params, body: statements, ...callInit(options) };
        return answerOf(client.POST('/api/v2/auditlog', call));
      }),
    count: (
      statements: Body<'postAuditLogEntryCounts'>,
      query: Query<'postAuditLogEntryCounts'>,
      options?: CallOptions,
    ) => {
      const params = { query: wireQuery<'postAuditLogEntryCounts'>(query) };
      return answerOf(
        client.POST('/api/v2/auditlog/counts', { params, body: statements, ...callInit(options) }),
      );
    },
    /** How far the log has come, and whether it goes on from its last checkpoint. */
    chain: (options?: CallOptions) => answerOf(client.GET('/api/v2/auditlog/chain', callInit(options))),
    get: (id: string, options?: CallOptions) =>
      answerOf(client.GET('/api/v2/auditlog/{id}', { params: { path: { id } }, ...callInit(options) })),
  };
}
