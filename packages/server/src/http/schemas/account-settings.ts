import { Type } from 'typebox';
import { effectFields } from './effect.ts';

const days = (description: string) =>
  Type.Union([Type.Integer({ minimum: 1, maximum: 3_650 }), Type.Null()], { description });

/** The settings of an account, as they are read and as a patch leaves them. */
export const AccountSettingsSchema = Type.Object(
  {
    maximumTokenLifetimeDays: days('The longest life that a token may be given; null: any'),
    defaultTokenLifetimeDays: days('The life of a token that is created without `expiry`; null: without end'),
    neverExpiringTokens: Type.Boolean({ description: 'Whether a token may be without an end' }),
    disableIdleTokensAfterDays: days(
      'A token that was neither used nor changed for so long is disabled, and can be enabled again; null: never',
    ),
    maximumOverlapHours: Type.Integer({
      minimum: 0,
      maximum: 8_760,
      description: 'The longest time for which a reset may keep an old secret alive',
    }),
    serviceTokenLimit: Type.Integer({
      minimum: 0,
      maximum: 100_000,
      description: 'How many live service tokens there may be',
    }),
    selfServiceTokens: Type.Boolean({
      description:
        'Whether every signed-in member may make and manage personal tokens of their own, whatever the role',
    }),
    restApi: Type.Boolean({ description: 'Whether tokens may call the management API' }),
    serviceTokens: Type.Boolean({ description: 'Whether service tokens may be made and used' }),
    customRoles: Type.Boolean({ description: 'Whether custom roles may be made and given' }),
  },
  { $id: 'AccountSettings', additionalProperties: false },
);

export const UpdatedSettingsSchema = Type.Object(
  {
    settings: Type.Ref('AccountSettings#'),
    effects: Type.Array(
      Type.Object({
        setting: Type.String(),
        tokens: Type.Integer({ description: 'How many tokens it touches' }),
        description: Type.String(),
      }),
    ),
    dryRun: Type.Boolean({ description: 'Whether nothing was stored' }),
    ...effectFields,
  },
  { $id: 'UpdatedAccountSettings' },
);

export const DryRunQuerySchema = Type.Object(
  {
    dryRun: Type.Optional(
      Type.Unsafe<'true' | 'false'>({
        type: 'string',
        enum: ['true', 'false'],
        description: 'Say what the change would mean, and store nothing',
      }),
    ),
  },
  { additionalProperties: false },
);
