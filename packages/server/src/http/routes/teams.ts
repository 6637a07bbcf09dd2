import { type Static, Type } from 'typebox';
import type { Deployment } from '../../deployment/deployment.ts';
import { countVisibleMembers } from '../../teams/count-visible-members.ts';
import { createTeam } from '../../teams/create-team.ts';
import { deleteTeam } from '../../teams/delete-team.ts';
import { findVisibleTeam, listMaintainers, listTeamRoles } from '../../teams/get-team.ts';
import { listTeams } from '../../teams/list-teams.ts';
import type { Team } from '../../teams/team.ts';
import { updateTeam } from '../../teams/update-team.ts';
import type { Principal } from '../../verification/principal.ts';
import { callerOf, principalOf } from '../authenticate-request.ts';
import { POLICY_BODY } from '../json-body.ts';
import { pageLinks } from '../pagination.ts';
import { errorResponses } from '../schemas/error.ts';
import { link } from '../schemas/link.ts';
import { memberSummary } from '../schemas/member.ts';
import { NO_PROJECTS, TEAMS_PATH, teamAnswer, teamPath, teamRolesAnswer } from '../schemas/team.ts';
import {
  ExpandQuerySchema,
  ListTeamsQuerySchema,
  type NewTeamSchema,
  TeamParamsSchema,
  type TeamPatchSchema,
} from '../schemas/team-requests.ts';
import { grantedFrom, teamInstructions } from '../team-instructions.ts';
import {
  expansionsIn,
  largestPage,
  listExpansionsIn,
  type TeamExpansion,
  teamFilterIn,
} from '../team-query.ts';
import type { Routes } from './route.ts';

const DEFAULT_LIMIT = 20;
/** Of roles and maintainers inside a team. */
const EXPANDED_LIMIT = 25;
const tags = ['Teams'];

/** Members who are given roles together. */
export const teamRoutes: Routes = (app, deployment) => {
  app.get(
    TEAMS_PATH,
    {
      schema: {
        operationId: 'getTeams',
        tags,
        summary: 'List teams',
        description: 'Since version 20240415 lists expand neither `roles` nor `projects`.',
        querystring: ListTeamsQuerySchema,
        response: { 200: Type.Ref('Teams#', { description: 'A page of teams' }), ...errorResponses(401) },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { version } = request.apiVersion;
      const { limit, offset, filter, expand } = request.query;
      const page = {
        limit: Math.min(Number(limit ?? DEFAULT_LIMIT), largestPage(version)),
        offset: Number(offset ?? 0),
      };
      const expansions = listExpansionsIn(expand, version);
      const { items, totalCount } = await listTeams(deployment, principal, teamFilterIn(filter), page);
      const query = { ...(filter !== undefined && { filter }), ...(expand !== undefined && { expand }) };
      const counts = expansions.has('members')
        ? await countVisibleMembers(deployment, principal, items)
        : undefined;
      const answers = [];
      for (const team of items) {
        answers.push(await expandedTeam(deployment, principal, team, expansions, counts));
      }
      return { items: answers, totalCount, _links: pageLinks({ path: TEAMS_PATH, query, page, totalCount }) };
    },
  );

  app.post(
    TEAMS_PATH,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'postTeam',
        tags,
        summary: 'Create a team',
        querystring: ExpandQuerySchema,
        body: Type.Unsafe<Static<typeof NewTeamSchema>>(Type.Ref('TeamPost#')),
        response: {
          201: Type.Ref('Team#', { description: 'The team' }),
          ...errorResponses(401, 403, 409, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const expansions = expansionsIn(request.query.expand);
      const { key, name, description = '', roleAttributes = {}, permissionGrants = [] } = request.body;
      const { customRoleKeys = [], memberIDs = [] } = request.body;
      const grants = permissionGrants.flatMap((grant) => {
        const granted = grantedFrom(grant);
        return grant.memberIDs.map((memberId) => ({ memberId, granted }));
      });
      const wanted = { key, name, description, customRoleKeys, memberIds: memberIDs, grants, roleAttributes };
      const team = await createTeam(deployment, caller, wanted);
      reply.code(201).header('location', teamPath(team));
      return expandedTeam(deployment, caller.principal, team, expansions);
    },
  );

  app.get(
    `${TEAMS_PATH}/:key`,
    {
      schema: {
        operationId: 'getTeam',
        tags,
        summary: 'Get a team',
        params: TeamParamsSchema,
        querystring: ExpandQuerySchema,
        response: { 200: Type.Ref('Team#', { description: 'The team' }), ...errorResponses(401, 403, 404) },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const expansions = expansionsIn(request.query.expand);
      const team = await findVisibleTeam(deployment.store.reads.teams, principal, request.params.key);
      return expandedTeam(deployment, principal, team, expansions);
    },
  );

  app.patch(
    `${TEAMS_PATH}/:key`,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'patchTeam',
        tags,
        summary: 'Change a team',
        description:
          'By instructions, all of them or none. Members have what the team gives them at their next call.',
        params: TeamParamsSchema,
        querystring: ExpandQuerySchema,
        body: Type.Unsafe<Static<typeof TeamPatchSchema>>(Type.Ref('TeamPatch#')),
        response: {
          200: Type.Ref('Team#', { description: 'The team' }),
          ...errorResponses(401, 403, 404, 409, 413, 415),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const expansions = expansionsIn(request.query.expand);
      const { instructions, comment } = request.body;
      const { key } = request.params;
      await updateTeam(deployment, caller, key, teamInstructions(instructions), comment);
      const team = await findVisibleTeam(deployment.store.reads.teams, caller.principal, key);
      return expandedTeam(deployment, caller.principal, team, expansions);
    },
  );

  app.delete(
    `${TEAMS_PATH}/:key`,
    {
      schema: {
        operationId: 'deleteTeam',
        tags,
        summary: 'Delete a team',
        description: 'Its members lose its roles with the answer.',
        params: TeamParamsSchema,
        response: { 204: Type.Null({ description: 'Deleted' }), ...errorResponses(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await deleteTeam(deployment, callerOf(request), request.params.key);
      return reply.code(204).send(null);
    },
  );
};

async function expandedTeam(
  deployment: Deployment,
  principal: Principal,
  team: Team,
  expansions: ReadonlySet<TeamExpansion>,
  knownMemberCounts?: ReadonlyMap<string, number>,
) {
  const countMembers = async () => {
    const counts = knownMemberCounts ?? (await countVisibleMembers(deployment, principal, [team]));
    return counts.get(team.id) ?? 0;
  };
  const page = { limit: EXPANDED_LIMIT, offset: 0 };
  const self = (part: string) => ({ self: link(`${teamPath(team)}/${part}?limit=${EXPANDED_LIMIT}`) });
  const partOfRoles = () => listTeamRoles(deployment, principal, team, page);
  const partOfMaintainers = () => listMaintainers(deployment, principal, team, page);
  return {
    ...teamAnswer(principal, team),
    ...(expansions.has('members') && {
      members: { totalCount: await countMembers() },
    }),
    ...(expansions.has('roles') && { roles: teamRolesAnswer(await partOfRoles(), self('roles')) }),
    ...(expansions.has('maintainers') && {
      maintainers: maintainersAnswer(await partOfMaintainers(), self('maintainers')),
    }),
    ...(expansions.has('roleAttributes') && { roleAttributes: mutable(team.roleAttributes) }),
    ...(expansions.has('projects') && { projects: NO_PROJECTS }),
  };
}

function maintainersAnswer(
  { items, totalCount }: Awaited<ReturnType<typeof listMaintainers>>,
  _links: Record<string, ReturnType<typeof link>>,
) {
  return { totalCount, items: items.map(memberSummary), _links };
}

function mutable(attributes: Team['roleAttributes']): Record<string, string[]> {
  return Object.fromEntries(Object.entries(attributes).map(([key, values]) => [key, [...values]]));
}
