import { type Static, Type } from 'typebox';
import { DEFAULT_TOKEN_LIFE_SECONDS, type WantedToken } from '../../device-requests/device-request.ts';
import { DEVICE_NAME_LIMIT } from './device-request.ts';
import { enumOf } from './enum.ts';

const LONGEST_HOST_NAME = 255;

export const DeviceAuthorizationSchema = Type.Object(
  {
    clientId: Type.Optional(Type.String({ description: 'Names `ldcli`; it grants nothing' })),
    deviceName: Type.String({
      minLength: 1,
      maxLength: LONGEST_HOST_NAME,
      description: 'The name of the host that it runs on',
    }),
  },
  { $id: 'DeviceAuthorizationPost' },
);

export const DeviceAuthorizationCodesSchema = Type.Object(
  {
    deviceCode: Type.String({ description: 'The secret with which the program asks for its token' }),
    userCode: Type.String({ description: 'What the person types', examples: ['WDJB-MJHT'] }),
    verificationUri: Type.String({ description: 'The path of the page on which the person types it' }),
    expiresIn: Type.Integer({ description: 'Seconds until both codes end' }),
  },
  { $id: 'DeviceAuthorizationCodes' },
);

export const DeviceAccessTokenSchema = Type.Object(
  { accessToken: Type.String({ description: 'The secret of a new personal token' }) },
  { $id: 'DeviceAccessToken' },
);

export const NotAuthorizedYetSchema = Type.Object(
  {
    code: enumOf(['authorization_pending', 'access_denied', 'expired_token'], 'As in RFC 8628 section 3.5'),
    message: Type.String(),
  },
  { $id: 'DeviceAuthorizationState' },
);

/** Whoever runs `ldcli` cannot say what they want: the least, unless the member who lets it in chooses more. */
export function wantedByLdcli({ deviceName }: Static<typeof DeviceAuthorizationSchema>): WantedToken {
  return {
    program: 'ldcli',
    deviceName: deviceName.slice(0, DEVICE_NAME_LIMIT),
    role: 'reader',
    lifeSeconds: DEFAULT_TOKEN_LIFE_SECONDS,
  };
}
