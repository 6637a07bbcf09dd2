import { type Static, Type } from 'typebox';
import { hasAccess } from '../../grants/require-access.ts';
import type { PartOf, TeamRole } from '../../teams/get-team.ts';
import { type ImportedRow, INVALID_EMAIL } from '../../teams/judge-rows.ts';
import { type Team, teamResource } from '../../teams/team.ts';
import type { Principal } from '../../verification/principal.ts';
import { effectFields } from './effect.ts';
import { enumOf } from './enum.ts';
import { LinksSchema, link } from './link.ts';
import { InstantSchema } from './object-id.ts';

const AccessesSchema = Type.Array(
  Type.Object({
    action: Type.String(),
    resource: Type.String(),
    reason: Type.Object({ effect: Type.String() }),
  }),
);

/** Keyward knows no projects: LaunchDarkly's clients find an empty list. */
const TeamProjectsSchema = Type.Object({ totalCount: Type.Integer(), items: Type.Array(Type.Unknown()) });

const RoleAttributesSchema = Type.Record(Type.String(), Type.Array(Type.String()), {
  description: 'What the placeholders of the roles stand for',
});

export const TeamRolesSchema = Type.Object(
  {
    totalCount: Type.Integer(),
    items: Type.Array(
      Type.Object({
        key: Type.String(),
        name: Type.String(),
        projects: TeamProjectsSchema,
        appliedOn: InstantSchema,
      }),
    ),
    _links: LinksSchema,
  },
  { $id: 'TeamCustomRoles' },
);

export const TeamMaintainersSchema = Type.Object(
  { totalCount: Type.Integer(), items: Type.Array(Type.Ref('MemberSummary#')), _links: LinksSchema },
  { $id: 'TeamMaintainers' },
);

export const TeamPermissionGrantsSchema = Type.Object(
  {
    totalCount: Type.Integer(),
    items: Type.Array(
      Type.Object({
        member: Type.Ref('MemberSummary#'),
        actions: Type.Array(Type.String(), { description: 'What the member may do to this team' }),
      }),
    ),
    _links: LinksSchema,
  },
  { $id: 'TeamPermissionGrants' },
);

export const TeamSchema = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    description: Type.String(),
    _access: Type.Object(
      { allowed: AccessesSchema, denied: AccessesSchema },
      { description: 'What the caller may do to this team' },
    ),
    _creationDate: InstantSchema,
    _lastModified: InstantSchema,
    _version: Type.Integer(),
    _idpSynced: Type.Boolean(),
    _links: LinksSchema,
    members: Type.Optional(Type.Object({ totalCount: Type.Integer() })),
    roles: Type.Optional(Type.Ref('TeamCustomRoles#')),
    maintainers: Type.Optional(Type.Ref('TeamMaintainers#')),
    roleAttributes: Type.Optional(RoleAttributesSchema),
    projects: Type.Optional(TeamProjectsSchema),
    ...effectFields,
  },
  { $id: 'Team', description: 'What is not named by `expand` is left out' },
);

export const TeamsSchema = Type.Object(
  { items: Type.Array(Type.Ref('Team#')), totalCount: Type.Integer(), _links: LinksSchema },
  { $id: 'Teams' },
);

export const TeamImportsSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        status: enumOf(['success', 'error']),
        value: Type.String({ description: `The address, or \`${INVALID_EMAIL}\`` }),
        message: Type.Optional(Type.String({ description: 'What is wrong, with the line of the file' })),
      }),
    ),
    ...effectFields,
  },
  { $id: 'TeamImportsRep' },
);

export const EditedTeamsSchema = Type.Object(
  {
    memberIDs: Type.Array(Type.String(), { description: 'Who belongs to these teams now' }),
    teamKeys: Type.Array(Type.String()),
    errors: Type.Array(Type.Record(Type.String(), Type.String()), {
      description: 'What is wrong with the teams that were left out, each by its key',
    }),
    ...effectFields,
  },
  { $id: 'BulkEditTeamsRep' },
);

const ACTIONS = [
  'updateTeamName',
  'updateTeamDescription',
  'updateTeamMembers',
  'updateTeamCustomRoles',
  'updateTeamPermissionGrants',
  'deleteTeam',
] as const;

export const TEAMS_PATH = '/api/v2/teams';

export function teamPath({ key }: Pick<Team, 'key'>): string {
  return `${TEAMS_PATH}/${key}`;
}

export function teamAnswer(principal: Principal, team: Team) {
  const resource = teamResource(team);
  const accesses = (isAllowed: boolean) =>
    ACTIONS.filter((action) => hasAccess(principal, action, resource) === isAllowed).map((action) => {
      return { action, resource, reason: { effect: isAllowed ? 'allow' : 'deny' } };
    });
  const path = teamPath(team);
  return {
    key: team.key,
    name: team.name,
    description: team.description,
    _access: { allowed: accesses(true), denied: accesses(false) },
    _creationDate: team.createdAt,
    _lastModified: team.modifiedAt,
    _version: team.version,
    _idpSynced: false,
    _links: {
      self: link(path),
      parent: link(TEAMS_PATH),
      roles: link(`${path}/roles`),
      maintainers: link(`${path}/maintainers`),
    },
  } satisfies Static<typeof TeamSchema>;
}

export function teamRolesAnswer(
  { items, totalCount }: PartOf<TeamRole>,
  _links: Static<typeof LinksSchema>,
): Static<typeof TeamRolesSchema> {
  return {
    totalCount,
    items: items.map(({ role: { key, name }, givenAt }) => {
      return { key, name, projects: NO_PROJECTS, appliedOn: givenAt };
    }),
    _links,
  };
}

export const NO_PROJECTS: Static<typeof TeamProjectsSchema> = { totalCount: 0, items: [] };

export function importAnswer(rows: readonly ImportedRow[]): Static<typeof TeamImportsSchema> {
  return {
    items: rows.map(({ line, text, problem }) => ({
      status: problem === undefined ? 'success' : 'error',
      value: text,
      ...(problem !== undefined && { message: `Line ${line}: ${problem}` }),
    })),
  };
}
