import { type Static, Type } from 'typebox';
import {
  DEFAULT_TOKEN_LIFE_SECONDS,
  type DeviceRequest,
  type WantedToken,
} from '../../device-requests/device-request.ts';
import { enumOf } from './enum.ts';
import { InstantSchema } from './object-id.ts';

export const DEVICE_NAME_LIMIT = 80;
const MINUTE_SECONDS = 60;
const LONGEST_LIFE_SECONDS = 3_650 * 86_400;

const role = enumOf(['reader', 'writer', 'admin', 'owner'], 'The base role that the token is to have');
const lifeSeconds = Type.Integer({
  minimum: MINUTE_SECONDS,
  maximum: LONGEST_LIFE_SECONDS,
  description: 'For how long the token is to live from when it is made',
});
const deviceName = Type.String({
  minLength: 1,
  maxLength: DEVICE_NAME_LIMIT,
  description: 'What the program calls the machine that it runs on',
});

export const NewDeviceRequestSchema = Type.Object(
  { deviceName, role: Type.Optional(role), lifeSeconds: Type.Optional(lifeSeconds) },
  { $id: 'DeviceRequestPost', additionalProperties: false },
);

export const DeviceCodesSchema = Type.Object(
  {
    deviceCode: Type.String({ description: 'The secret with which the program asks for its token' }),
    userCode: Type.String({ description: 'What the person compares or types', examples: ['WDJB-MJHT'] }),
    verificationUri: Type.String({ description: 'Where the person types the code' }),
    verificationUriComplete: Type.String({ description: 'The same, with the code filled in' }),
    expiresIn: Type.Integer({ description: 'Seconds until both codes end' }),
    interval: Type.Integer({ description: 'Seconds to wait between two questions, at least' }),
  },
  { $id: 'DeviceCodes', description: 'What a program holds while it waits to be let in' },
);

export const DeviceRequestSchema = Type.Object(
  {
    program: enumOf(['keyward', 'ldcli'], 'The program by its protocol; nobody has checked it'),
    deviceName: Type.String({ description: 'What the program says; nobody has checked it' }),
    address: Type.String({ description: 'Where the program asked from' }),
    sameAddress: Type.Boolean({ description: 'Whether that is where this call comes from too' }),
    role,
    lifeSeconds,
    creationDate: InstantSchema,
    expiry: InstantSchema,
  },
  { $id: 'DeviceRequest', description: 'A program that waits to be let in' },
);

const userCode = Type.String({
  maxLength: 40,
  description: 'As the program shows it, with or without its dash and in any case',
});

export const UserCodeSchema = Type.Object({ userCode }, { $id: 'UserCode', additionalProperties: false });

export const DeviceApprovalSchema = Type.Object(
  { userCode, role: Type.Optional(role) },
  {
    $id: 'DeviceApproval',
    additionalProperties: false,
    description: 'Without `role`: the one that was asked for',
  },
);

export const DeviceCodeSchema = Type.Object(
  { deviceCode: Type.String({ maxLength: 256 }) },
  { $id: 'DeviceCode', additionalProperties: false },
);

export const PendingSchema = Type.Object(
  { status: enumOf(['pending']), interval: Type.Integer({ description: 'Seconds to wait before the next' }) },
  { $id: 'DevicePending', description: 'Nobody has decided yet' },
);

export function wantedFrom({
  deviceName,
  role = 'reader',
  lifeSeconds = DEFAULT_TOKEN_LIFE_SECONDS,
}: Static<typeof NewDeviceRequestSchema>): WantedToken {
  return { program: 'keyward', deviceName, role, lifeSeconds };
}

/** @param asker where the call comes from, and for how long a token of its account may live */
export function deviceRequestAnswer(
  { program, deviceName, address, role, createdAt, expiresAt }: DeviceRequest,
  asker: { readonly address: string; readonly lifeSeconds: number },
): Static<typeof DeviceRequestSchema> {
  return {
    program,
    deviceName,
    address,
    sameAddress: address === asker.address,
    role,
    lifeSeconds: asker.lifeSeconds,
    creationDate: createdAt,
    expiry: expiresAt,
  };
}
