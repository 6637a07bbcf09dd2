import { BASE_ROLES, type BaseRole } from '@keyward/policy';
import { Type } from 'typebox';
import { EMAIL_LIMIT, NAME_LIMIT } from '../../accounts/create-account.ts';
import { PASSWORD_MAXIMUM_LENGTH } from '../../members/password-digest.ts';
import { enumOf } from './enum.ts';

export const INVITATION_LIMIT = 50;
export const ROLE_LIMIT = 100;
const ATTRIBUTE_LIMIT = 100;
const VALUE_LIMIT = 200;
export const KEY_LIMIT = 256;
/** As placeholders may name them: `${roleAttribute/projects}`. */
const ATTRIBUTE_KEY = '^[A-Za-z0-9][A-Za-z0-9_.-]{0,255}$';

export const EmailSchema = Type.String({
  maxLength: EMAIL_LIMIT,
  pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
  description: 'An e-mail address',
});

export const PersonNameSchema = Type.String({ maxLength: NAME_LIMIT });

export const PasswordSchema = Type.String({ maxLength: PASSWORD_MAXIMUM_LENGTH });

const OneTimeCodeSchema = Type.String({
  maxLength: 100,
  description: 'What stands behind `#` in the link',
});

export const RoleSchema = enumOf(BASE_ROLES, 'The base role');

/** Empty texts and lists and null count as absent, since clients send them for what they do not set. */
const OptionalRoleSchema = Type.Unsafe<BaseRole | '' | null>({
  type: ['string', 'null'],
  enum: [...BASE_ROLES, '', null],
  description: 'The base role. Default: `reader` with custom roles; without them it is needed',
});

const CustomRolesSchema = Type.Union(
  [Type.Array(Type.String({ minLength: 1, maxLength: KEY_LIMIT }), { maxItems: ROLE_LIMIT }), Type.Null()],
  { description: 'Keys or ids of roles; they replace the base role' },
);

export const AttributesSchema = Type.Unsafe<Record<string, string[]> | null>({
  type: ['object', 'null'],
  maxProperties: ATTRIBUTE_LIMIT,
  patternProperties: {
    [ATTRIBUTE_KEY]: {
      type: 'array',
      maxItems: VALUE_LIMIT,
      items: { type: 'string', minLength: 1, maxLength: KEY_LIMIT },
    },
  },
  additionalProperties: false,
  description: 'Lists of values by the names that placeholders in roles have: `{ "projects": ["web"] }`',
});

const InvitationSchema = Type.Object(
  {
    email: EmailSchema,
    role: Type.Optional(OptionalRoleSchema),
    customRoles: Type.Optional(CustomRolesSchema),
    teamKeys: Type.Optional(
      Type.Union([
        Type.Array(Type.String({ minLength: 1, maxLength: KEY_LIMIT }), { maxItems: ROLE_LIMIT }),
        Type.Null(),
      ]),
    ),
    roleAttributes: Type.Optional(AttributesSchema),
    firstName: Type.Optional(PersonNameSchema),
    lastName: Type.Optional(PersonNameSchema),
  },
  { additionalProperties: false },
);

export const NewMembersSchema = Type.Array(InvitationSchema, {
  $id: 'NewMembers',
  minItems: 1,
  maxItems: INVITATION_LIMIT,
  description: 'All are invited, or none',
});

/** What a patch may leave behind. An empty role leaves it as it is. */
export const PatchedMemberSchema = Type.Object(
  {
    role: OptionalRoleSchema,
    customRoles: Type.Optional(CustomRolesSchema),
    roleAttributes: Type.Optional(AttributesSchema),
    firstName: PersonNameSchema,
    lastName: PersonNameSchema,
  },
  { additionalProperties: false },
);

const ExpandSchema = Type.String({
  maxLength: 200,
  description: 'Names between commas: `customRoles`, `roleAttributes`, `tokens`',
});

export const GetMemberQuerySchema = Type.Object(
  { expand: Type.Optional(ExpandSchema) },
  { additionalProperties: false },
);

export const ListMembersQuerySchema = Type.Object(
  {
    limit: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'Default 20, at most 1000' }),
    ),
    offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
    filter: Type.Optional(
      Type.String({
        description:
          '`field:value` between commas; fields: `query`, `role`, `id`, `email` (these three with `|` between values), `team`, `noteam`, `lastSeen`, and up to version 20220603 `accessCheck`',
      }),
    ),
    sort: Type.Optional(
      Type.String({
        maxLength: 200,
        description: '`displayName` and `lastSeen`, with `-` the other way round, between commas',
      }),
    ),
    expand: Type.Optional(ExpandSchema),
  },
  { additionalProperties: false },
);

export const AcceptanceSchema = Type.Object(
  {
    code: OneTimeCodeSchema,
    password: PasswordSchema,
    firstName: Type.Optional(PersonNameSchema),
    lastName: Type.Optional(PersonNameSchema),
  },
  { $id: 'InvitationAcceptance', additionalProperties: false },
);

export const PasswordResetSchema = Type.Object(
  { code: OneTimeCodeSchema, newPassword: PasswordSchema },
  { $id: 'PasswordReset', additionalProperties: false },
);

export const PasswordRequestSchema = Type.Object(
  { email: EmailSchema },
  { $id: 'PasswordRequest', additionalProperties: false },
);
