import type { Body, CallOptions, Query } from './call-types.ts';
import { answerOf, type Client, callInit, wireQuery } from './client.ts';
import { Listing } from './listing.ts';

/** Members who are given roles together, each team named by its key. */
export function teamCalls(client: Client) {
  return {
    list: (query: Query<'getTeams'> = {}, options?: CallOptions) =>
      new Listing((position) => {
        const params = { query: { ...wireQuery<'getTeams'>(query), ...position } };
        return answerOf(client.GET('/api/v2/teams', { params, ...callInit(options) }));
      }),
    create: (body: Body<'postTeam'>, query: Query<'postTeam'> = {}, options?: CallOptions) =>
      answerOf(
        client.POST('/api/v2/teams', {
          params: { query: wireQuery<'postTeam'>(query) },
          body,
          ...callInit(options),
        }),
      ),
    get: (key: string, query: Query<'getTeam'> = {}, options?: CallOptions) =>
      answerOf(
        client.GET('/api/v2/teams/{key}', {
          params: { path: { key }, query: wireQuery<'getTeam'>(query) },
          ...callInit(options),
        }),
      ),
    /** Reaches every token of its members at once. */
    update: (key: string, body: Body<'patchTeam'>, query: Query<'patchTeam'> = {}, options?: CallOptions) =>
      answerOf(
        client.PATCH('/api/v2/teams/{key}', {
          params: { path: { key }, query: wireQuery<'patchTeam'>(query) },
          body,
          ...callInit(options),
        }),
      ),
    delete: (key: string, options?: CallOptions) =>
      answerOf(client.DELETE('/api/v2/teams/{key}', { params: { path: { key } }, ...callInit(options) })),
    roles: (key: string, query: Query<'getTeamRoles'> = {}, options?: CallOptions) =>
      new Listing((position) => {
        const params = { path: { key }, query: { ...wireQuery<'getTeamRoles'>(query), ...position } };
        return answerOf(client.GET('/api/v2/teams/{key}/roles', { params, ...callInit(options) }));
      }),
    maintainers: (key: string, query: Query<'getTeamMaintainers'> = {}, options?: CallOptions) =>
      new Listing((position) => {
        const params = { path: { key }, query: { ...wireQuery<'getTeamMaintainers'>(query), ...position } };
        return answerOf(client.GET('/api/v2/teams/{key}/maintainers', { params, ...callInit(options) }));
      }),
    /** Who was given single actions on it. */
    permissionGrants: (key: string, query: Query<'getTeamPermissionGrants'> = {}, options?: CallOptions) =>
      new Listing((position) => {
        const params = {
          path: { key },
          query: { ...wireQuery<'getTeamPermissionGrants'>(query), ...position },
        };
        return answerOf(
          client.GET('/api/v2/teams/{key}/permission-grants', { params, ...callInit(options) }),
        );
      }),
    /** Adds members to several teams. */
    addMembers: (body: Body<'patchTeams'>, options?: CallOptions) =>
      answerOf(client.PATCH('/api/v2/teams', { body, ...callInit(options) })),
    /** Adds one member to several teams. */
    addMember: (id: string, body: Body<'postMemberTeams'>, options?: CallOptions) =>
      answerOf(
        client.POST('/api/v2/members/{id}/teams', {
          params: { path: { id } },
          body,
          ...callInit(options),
        }),
      ),
    /**
     * Adds the members whose addresses stand in the first column of a CSV file, all of them or none: nobody was added
     * when an item of the answer has the status `error`.
     */
    importMembers: (key: string, csv: string, options?: CallOptions) =>
      answerOf(
        client.POST('/api/v2/teams/{key}/members', {
          params: { path: { key } },
          body: { file: csv },
          bodySerializer: ({ file }) => {
            const form = new FormData();
            form.set('file', new Blob([file], { type: 'text/csv' }), 'members.csv');
            return form;
          },
          ...callInit(options),
        }),
      ),
  };
}
