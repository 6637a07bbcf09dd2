import { Type } from 'typebox';
import { findVisibleTeam, listActionGrants, listMaintainers, listTeamRoles } from '../../teams/get-team.ts';
import { principalOf } from '../authenticate-request.ts';
import { pageLinks } from '../pagination.ts';
import { errorResponses } from '../schemas/error.ts';
import { memberSummary } from '../schemas/member.ts';
import { TEAMS_PATH, teamPath, teamRolesAnswer } from '../schemas/team.ts';
import { PageQuerySchema, TeamParamsSchema } from '../schemas/team-requests.ts';
import type { Routes } from './route.ts';

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 100;
const tags = ['Teams'];

/** The roles, the maintainers and the permission grants of a team, page by page. */
export const teamPartRoutes: Routes = (app, deployment) => {
  app.get(
    `${TEAMS_PATH}/:key/roles`,
    {
      schema: {
        operationId: 'getTeamRoles',
        tags,
        summary: 'List the roles of a team',
        params: TeamParamsSchema,
        querystring: PageQuerySchema,
        response: {
          200: Type.Ref('TeamCustomRoles#', { description: 'A page of roles' }),
          ...errorResponses(401, 403, 404),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const team = await findVisibleTeam(deployment.store.reads.teams, principal, request.params.key);
      const page = pageOf(request.query);
      const part = await listTeamRoles(deployment, principal, team, page);
      const { totalCount } = part;
      const _links = pageLinks({ path: `${teamPath(team)}/roles`, query: {}, page, totalCount });
      return teamRolesAnswer(part, _links);
    },
  );

  app.get(
    `${TEAMS_PATH}/:key/maintainers`,
    {
      schema: {
        operationId: 'getTeamMaintainers',
        tags,
        summary: 'List the maintainers of a team',
        params: TeamParamsSchema,
        querystring: PageQuerySchema,
        response: {
          200: Type.Ref('TeamMaintainers#', { description: 'A page of members' }),
          ...errorResponses(401, 403, 404),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const team = await findVisibleTeam(deployment.store.reads.teams, principal, request.params.key);
      const page = pageOf(request.query);
      const { items, totalCount } = await listMaintainers(deployment, principal, team, page);
      const _links = pageLinks({ path: `${teamPath(team)}/maintainers`, query: {}, page, totalCount });
      return { totalCount, items: items.map(memberSummary), _links };
    },
  );

  app.get(
    `${TEAMS_PATH}/:key/permission-grants`,
    {
      schema: {
        operationId: 'getTeamPermissionGrants',
        tags,
        summary: 'List who was given single actions on a team',
        description: 'Maintainers, who have all actions of `maintainTeam`, are listed apart.',
        params: TeamParamsSchema,
        querystring: PageQuerySchema,
        response: {
          200: Type.Ref('TeamPermissionGrants#', { description: 'A page of permission grants' }),
          ...errorResponses(401, 403, 404),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const team = await findVisibleTeam(deployment.store.reads.teams, principal, request.params.key);
      const page = pageOf(request.query);
      const { items, totalCount } = await listActionGrants(deployment, principal, team, page);
      const _links = pageLinks({ path: `${teamPath(team)}/permission-grants`, query: {}, page, totalCount });
      const shown = items.map(({ member, actions }) => ({
        member: memberSummary(member),
        actions: [...actions],
      }));
      return { totalCount, items: shown, _links };
    },
  );
};

function pageOf({ limit, offset }: { readonly limit?: string; readonly offset?: string }) {
  return { limit: Math.min(Number(limit ?? DEFAULT_LIMIT), LARGEST_LIMIT), offset: Number(offset ?? 0) };
}
