import { BASE_ROLES } from '@keyward/policy';
import { Type } from 'typebox';
import { EMAIL_LIMIT, NAME_LIMIT } from '../../accounts/create-account.ts';
import { PASSWORD_MAXIMUM_LENGTH } from '../../members/password-digest.ts';
import { enumOf } from './enum.ts';

export const INVITATION_LIMIT = 50;

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

const RoleSchema = enumOf(BASE_ROLES, 'The base role');

const InvitationSchema = Type.Object(
  {
    email: EmailSchema,
    role: RoleSchema,
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

/** What a patch may leave behind. */
export const PatchedMemberSchema = Type.Object(
  { role: RoleSchema, firstName: PersonNameSchema, lastName: PersonNameSchema },
  { additionalProperties: false },
);

export const ListMembersQuerySchema = Type.Object(
  {
    limit: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'Default 20, at most 1000' }),
    ),
    offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
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
