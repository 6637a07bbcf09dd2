import { type Static, Type } from 'typebox';
import { listEverybodyBut } from '../../members/everybody-but.ts';
import { viewMember } from '../../members/view-members.ts';
import { type Addition, addMembers, addMemberToTeams } from '../../teams/add-members.ts';
import { importMembers } from '../../teams/import-members.ts';
import { redactSecrets } from '../../tokens/token-format.ts';
import { callerOf } from '../authenticate-request.ts';
import { POLICY_BODY } from '../json-body.ts';
import { MULTIPART_FILE, readFilePart, withForms } from '../multipart-file.ts';
import { errorResponses } from '../schemas/error.ts';
import { memberAnswer } from '../schemas/member.ts';
import { IdParamsSchema } from '../schemas/object-id.ts';
import { importAnswer, TEAMS_PATH, teamPath } from '../schemas/team.ts';
import {
  type MemberTeamsSchema,
  type TeamMembersFileSchema,
  TeamParamsSchema,
  type TeamsPatchSchema,
} from '../schemas/team-requests.ts';
import { bulkInstructions } from '../team-instructions.ts';
import type { Routes } from './route.ts';

const tags = ['Teams'];

/** Many members at once, by ids, by filters or by a file. */
export const teamMemberRoutes: Routes = (app, deployment) => {
  app.patch(
    TEAMS_PATH,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'patchTeams',
        tags,
        summary: 'Add members to several teams',
        description:
          '`addMembersToTeams` takes `memberIDs` and `teamKeys`. `addAllMembersToTeams` takes `teamKeys` and adds everybody who is not matched by one of `filterLastSeen`, `filterQuery`, `filterRoles`, `filterTeamKey`, `ignoredMemberIDs`. Teams that do not exist are named in `errors`; of the others all are changed, or none.',
        body: Type.Unsafe<Static<typeof TeamsPatchSchema>>(Type.Ref('TeamsPatch#')),
        response: {
          200: Type.Ref('BulkEditTeamsRep#', { description: 'What was done' }),
          ...errorResponses(401, 403, 409, 413, 415),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { instructions, comment } = request.body;
      const wanted = bulkInstructions(instructions);
      const findAdditions = async () => {
        const additions: Addition[] = [];
        for (const instruction of wanted) {
          const memberIds =
            instruction.kind === 'addMembersToTeams'
              ? instruction.memberIDs
              : await listEverybodyBut(deployment, caller.principal, instruction.everybodyBut);
          additions.push(...instruction.teamKeys.map((teamKey) => ({ teamKey, memberIds })));
        }
        return additions;
      };
      const added = await addMembers(deployment, caller, findAdditions, comment);
      return {
        memberIDs: [...added.memberIds],
        teamKeys: [...added.teamKeys],
        errors: [...added.errors].map(([key, message]) => ({ [redactSecrets(key)]: message })),
      };
    },
  );

  app.post(
    '/api/v2/members/:id/teams',
    {
      schema: {
        operationId: 'postMemberTeams',
        tags,
        summary: 'Add a member to teams',
        params: IdParamsSchema,
        body: Type.Unsafe<Static<typeof MemberTeamsSchema>>(Type.Ref('MemberTeamsPost#')),
        response: {
          201: Type.Ref('Member#', { description: 'The member' }),
          ...errorResponses(401, 403, 404, 409, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const { teamKeys } = request.body;
      const caller = callerOf(request);
      const member = await addMemberToTeams(deployment, caller, request.params.id, teamKeys);
      reply.code(201).header('location', `/api/v2/members/${member.id}`);
      return memberAnswer(await viewMember(deployment, caller.principal, member));
    },
  );

  withForms(app, (scope) =>
    scope.post(
      `${TEAMS_PATH}/:key/members`,
      {
        ...MULTIPART_FILE,
        preValidation: readFilePart,
        schema: {
          operationId: 'postTeamMembers',
          tags,
          summary: 'Add members to a team by a CSV file',
          description:
            'E-mail addresses stand in the first column; a header is not needed. Members are added only by a 201: with one mistake in the file nobody is, and the answer is a 207 that names each.',
          params: TeamParamsSchema,
          consumes: ['multipart/form-data'],
          body: Type.Unsafe<Static<typeof TeamMembersFileSchema>>(Type.Ref('TeamMembersFile#')),
          response: {
            201: Type.Ref('TeamImportsRep#', { description: 'All were added' }),
            207: Type.Ref('TeamImportsRep#', { description: 'Nobody was added' }),
            ...errorResponses(401, 403, 404, 409, 415),
          },
        },
      },
      async (request, reply) => {
        const { file } = request.body;
        const rows = await importMembers(deployment, callerOf(request), request.params.key, file);
        const { key } = request.params;
        if (rows.some(({ problem }) => problem !== undefined)) reply.code(207);
        else reply.code(201).header('location', teamPath({ key }));
        return importAnswer(rows);
      },
    ),
  );
};
