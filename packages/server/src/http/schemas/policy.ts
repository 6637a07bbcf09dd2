import { Type } from 'typebox';
import { enumOf } from './enum.ts';

const BASE_PERMISSIONS = ['no_access', 'reader', 'writer', 'admin', 'owner'] as const;
export const REQUEST_LIMIT = 100;
/** No key of a role is longer, and an answer repeats it at whatever the role grants. */
const ROLE_KEY_LENGTH = 256;

const open = { additionalProperties: true };
const closed = { additionalProperties: false };

/** A policy as a caller wrote it: what it may hold is judged with the place of each mistake, not by a schema. */
export const PolicySchema = Type.Unknown({ description: 'A policy: a list of statements' });
export const BasePermissionsSchema = Type.Optional(enumOf(BASE_PERMISSIONS, 'What the policy starts from'));

const AttributesSchema = Type.Optional(
  Type.Record(Type.String(), Type.Array(Type.String()), {
    description: 'Values of placeholders in the policies',
  }),
);

const RoleSchema = Type.Object(
  {
    key: Type.String({ maxLength: ROLE_KEY_LENGTH }),
    policy: PolicySchema,
    basePermissions: BasePermissionsSchema,
    roleAttributes: AttributesSchema,
  },
  closed,
);

const SubjectSchema = Type.Object(
  {
    policy: Type.Optional(PolicySchema),
    basePermissions: BasePermissionsSchema,
    roleAttributes: AttributesSchema,
    member: Type.Optional(
      Type.Object(
        {
          role: enumOf(BASE_PERMISSIONS),
          customRoles: Type.Optional(
            Type.Array(Type.Union([RoleSchema, Type.String({ maxLength: ROLE_KEY_LENGTH })])),
          ),
          teamRoles: Type.Optional(Type.Array(RoleSchema)),
          roleAttributes: AttributesSchema,
          removed: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
    ),
    token: Type.Optional(
      Type.Object(
        {
          role: Type.Optional(enumOf(BASE_PERMISSIONS)),
          customRoles: Type.Optional(Type.Array(RoleSchema)),
          inlineRole: Type.Optional(PolicySchema),
          serviceToken: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
    ),
  },
  { ...closed, description: 'Rights written out: a policy, a member, a token, or a token of a member' },
);

const choiceFields = {
  subject: Type.Optional(SubjectSchema),
  tokenId: Type.Optional(Type.String({ description: 'The rights of a stored token' })),
  memberId: Type.Optional(Type.String({ description: 'The rights of a member' })),
};

const AccessRequestSchema = Type.Object(
  {
    action: Type.String({ maxLength: 256 }),
    resource: Type.String({ maxLength: 4_096, description: 'A resource, such as `proj/web:env/production`' }),
    tags: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
    properties: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.Boolean()))),
    views: Type.Optional(Type.Array(Type.String())),
  },
  closed,
);

const RequestsSchema = Type.Array(AccessRequestSchema, { minItems: 1, maxItems: REQUEST_LIMIT });

export const ExplainSchema = Type.Object(
  {
    ...choiceFields,
    requests: RequestsSchema,
    mode: Type.Optional(
      enumOf(['effective', 'raw'], 'Whether what one cannot view one cannot change; default `effective`'),
    ),
  },
  { $id: 'ExplainPost', ...closed },
);

export const SimulateSchema = Type.Object(
  {
    from: Type.Object(choiceFields, closed),
    to: Type.Object(choiceFields, closed),
    requests: RequestsSchema,
  },
  { $id: 'SimulatePost', ...closed },
);

export const ValidateSchema = Type.Object(
  { policy: PolicySchema, forToken: Type.Optional(enumOf(['personal', 'service'])) },
  { $id: 'ValidatePost', ...closed },
);

export const LintSchema = Type.Object(
  { policy: PolicySchema, basePermissions: BasePermissionsSchema },
  { $id: 'LintPost', ...closed },
);

const ComparedSchema = Type.Object({ policy: PolicySchema, basePermissions: BasePermissionsSchema }, closed);
export const DiffSchema = Type.Object(
  { from: ComparedSchema, to: ComparedSchema },
  { $id: 'DiffPost', ...closed },
);

const DecisionSchema = Type.Object(
  {
    allowed: Type.Boolean(),
    outcome: enumOf(['allow', 'explicit_deny', 'implicit_deny']),
    part: enumOf(['scope', 'holder'], 'Whose side decided'),
    role: Type.Union([Type.String(), Type.Null()]),
    statement: Type.Union([Type.Integer(), Type.Null()], { description: 'Counted from zero' }),
  },
  { description: 'What decided when views are asked for' },
);

const StatementReferenceSchema = Type.Object({
  part: enumOf(['scope', 'holder'], 'On whose side'),
  role: Type.String({ description: 'A base role, the key of a role, or `inlineRole`' }),
  statement: Type.Integer({ description: 'Counted from zero' }),
});

export const ExplanationsSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        request: AccessRequestSchema,
        allowed: Type.Boolean(),
        sentence: Type.String({ description: 'Why, for people' }),
        decision: DecisionSchema,
        statements: Type.Array(StatementReferenceSchema, { description: 'The statements that decided' }),
        refusedBy: Type.Array(enumOf(['scope', 'holder'])),
        nearMisses: Type.Array(Type.Object({ sentence: Type.String() }, open), {
          description: 'Statements that would have allowed the request but for one thing',
        }),
        smallestChange: Type.Optional(Type.Object({ sentence: Type.String() }, open)),
      }),
    ),
  },
  { $id: 'Explanations', description: 'Each request decided and explained' },
);

export const SimulationSchema = Type.Object(
  {
    changed: Type.Integer({ description: 'How many of the requests are decided otherwise' }),
    items: Type.Array(
      Type.Object({
        request: AccessRequestSchema,
        before: Type.Boolean(),
        after: Type.Boolean(),
        sentence: Type.String({ description: 'Why it is decided so afterwards' }),
      }),
    ),
  },
  { $id: 'Simulation', description: 'Each request before and after' },
);

const placed = {
  statement: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  message: Type.String(),
};

export const ValidationSchema = Type.Object(
  {
    valid: Type.Boolean({ description: 'Whether the policy may be stored: warnings do not count' }),
    problems: Type.Array(
      Type.Object({ severity: enumOf(['error', 'warning']), code: Type.String(), ...placed }, open),
    ),
  },
  { $id: 'Validation', description: 'What is wrong with the policy' },
);

export const LintsSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object({ code: Type.String(), severity: enumOf(['error', 'warning', 'hint']), ...placed }, open),
    ),
  },
  { $id: 'Lints', description: 'What is likely not meant' },
);

const RightsChangesSchema = Type.Array(Type.Object({ extent: Type.String(), sentence: Type.String() }, open));

export const DiffAnswerSchema = Type.Object(
  {
    gained: RightsChangesSchema,
    lost: RightsChangesSchema,
    isComplete: Type.Boolean({ description: 'Whether there was time to look at everything' }),
  },
  { $id: 'PolicyDiff', description: 'What is gained and lost' },
);

export const PermissionsQuestionSchema = Type.Object(choiceFields, { $id: 'PermissionsPost', ...closed });

const ExtentSchema = enumOf(
  ['all', 'none', 'part', 'unknown'],
  'On how many of the resources; `unknown` when it could not be told in time',
);
const ExampleSchema = Type.Optional(
  Type.Unsafe<object>({ ...AccessRequestSchema, description: 'Of a part' }),
);

const SideSchema = Type.Object({
  extent: ExtentSchema,
  example: ExampleSchema,
  grantedBy: Type.Array(
    Type.Object({
      role: Type.String({ description: 'A base role, the key of a role, or `inlineRole`' }),
      statement: Type.Integer({ description: 'Counted from zero' }),
      resource: Type.Optional(Type.String({ description: 'Absent: all that `notResources` leaves' })),
    }),
    { description: 'The first that do' },
  ),
  grantedByCount: Type.Integer(),
});

export const PermissionsSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        type: Type.String(),
        chain: Type.String({ description: 'Where it stands, such as `proj/*:env/*`' }),
        permissions: Type.Array(
          Type.Object({
            action: Type.String(),
            extent: ExtentSchema,
            example: ExampleSchema,
            scope: Type.Optional(SideSchema),
            holder: Type.Optional(SideSchema),
          }),
        ),
      }),
    ),
  },
  {
    $id: 'Permissions',
    description: 'What is allowed, and what the scope and the holder would allow by themselves',
  },
);
