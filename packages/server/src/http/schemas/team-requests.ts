import { Type } from 'typebox';
import { MAINTAIN_TEAM } from '../../teams/permission-grant.ts';
import { ACTION_OF, type TeamInstruction } from '../../teams/team-instruction.ts';
import { enumOf } from './enum.ts';
import { COMMENT_LIMIT } from './patch.ts';

const NAME_LIMIT = 256;
const DESCRIPTION_LIMIT = 4_096;
const ROLE_LIMIT = 100;
const MEMBER_LIMIT = 10_000;
const GRANT_LIMIT = 100;
const ATTRIBUTE_LIMIT = 100;
const VALUE_LIMIT = 100;
const INSTRUCTION_LIMIT = 100;
const TEAM_LIMIT = 100;

export const TeamNameSchema = Type.String({ minLength: 1, maxLength: NAME_LIMIT });
export const TeamDescriptionSchema = Type.String({ maxLength: DESCRIPTION_LIMIT });
export const RoleKeysSchema = Type.Array(Type.String({ maxLength: NAME_LIMIT }), { maxItems: ROLE_LIMIT });
export const MemberIdsSchema = Type.Array(Type.String({ maxLength: NAME_LIMIT }), { maxItems: MEMBER_LIMIT });

/** No `}`, which ends a placeholder, and none of the names that objects have by themselves. */
const ATTRIBUTE_KEY = '^(?!(?:__proto__|constructor|prototype)$)[^}]{1,256}$';

export const AttributeKeySchema = Type.String({ pattern: ATTRIBUTE_KEY });
export const AttributeValuesSchema = Type.Array(Type.String({ maxLength: NAME_LIMIT }), {
  maxItems: VALUE_LIMIT,
});
export const AttributesSchema = Type.Record(AttributeKeySchema, AttributeValuesSchema, {
  maxProperties: ATTRIBUTE_LIMIT,
  additionalProperties: false,
});

export const grantFields = {
  actionSet: Type.Optional(enumOf([MAINTAIN_TEAM], 'A named set of actions')),
  actions: Type.Optional(
    Type.Array(Type.String({ pattern: '^[A-Za-z]{1,100}$' }), {
      minItems: 1,
      maxItems: GRANT_LIMIT,
      description: 'Actions on teams. Exactly one of `actionSet` and `actions` is given',
    }),
  ),
  memberIDs: MemberIdsSchema,
};

export const NewTeamSchema = Type.Object(
  {
    key: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,255}$', description: 'Never changes' }),
    name: TeamNameSchema,
    description: Type.Optional(TeamDescriptionSchema),
    customRoleKeys: Type.Optional(RoleKeysSchema),
    memberIDs: Type.Optional(MemberIdsSchema),
    permissionGrants: Type.Optional(
      Type.Array(Type.Object(grantFields, { additionalProperties: false }), { maxItems: GRANT_LIMIT }),
    ),
    roleAttributes: Type.Optional(AttributesSchema),
  },
  { $id: 'TeamPost', additionalProperties: false },
);

const commentField = { comment: Type.Optional(Type.String({ maxLength: COMMENT_LIMIT })) };

/** What else an instruction takes depends on its kind and is looked at after the schema. */
function instructionsOf<const Kinds extends readonly string[]>(kinds: Kinds) {
  return Type.Array(Type.Object({ kind: enumOf(kinds) }, { additionalProperties: true }), {
    minItems: 1,
    maxItems: INSTRUCTION_LIMIT,
    description: 'Done in their order, all or none',
  });
}

export const TeamPatchSchema = Type.Object(
  { ...commentField, instructions: instructionsOf(Object.keys(ACTION_OF) as TeamInstruction['kind'][]) },
  { $id: 'TeamPatch', additionalProperties: false },
);

export const TeamsPatchSchema = Type.Object(
  { ...commentField, instructions: instructionsOf(['addMembersToTeams', 'addAllMembersToTeams']) },
  { $id: 'TeamsPatch', additionalProperties: false },
);

export const TeamKeysSchema = Type.Array(Type.String({ maxLength: NAME_LIMIT }), { maxItems: TEAM_LIMIT });

export const MemberTeamsSchema = Type.Object(
  { teamKeys: TeamKeysSchema },
  { $id: 'MemberTeamsPost', additionalProperties: false },
);

/** The file as text: the route reads the parts of the form before the schema looks at them. */
export const TeamMembersFileSchema = Type.Object(
  {
    file: Type.String({
      format: 'binary',
      description: 'A CSV file with e-mail addresses in its first column',
    }),
  },
  { $id: 'TeamMembersFile', additionalProperties: false },
);

export const TeamParamsSchema = Type.Object({ key: Type.String() });

const EXPAND = Type.Optional(
  Type.String({
    maxLength: NAME_LIMIT,
    description: 'A list with commas of `members`, `roles`, `roleAttributes`, `projects`, `maintainers`',
  }),
);

export const ExpandQuerySchema = Type.Object({ expand: EXPAND }, { additionalProperties: false });

const pageFields = {
  limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'Default 20, at most 100' })),
  offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
};

export const PageQuerySchema = Type.Object(pageFields, { additionalProperties: false });

export const ListTeamsQuerySchema = Type.Object(
  {
    ...pageFields,
    filter: Type.Optional(
      Type.String({
        maxLength: 1_000,
        description:
          '`query:` a part of a name or key, `nomembers:true` or `nomembers:false`, with a comma between',
      }),
    ),
    expand: EXPAND,
  },
  { additionalProperties: false },
);
