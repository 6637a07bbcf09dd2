import { type Static, Type } from 'typebox';
import type { Deployment } from '../../deployment/deployment.ts';
import { type DeviceRequest, REQUEST_LIFE_MS } from '../../device-requests/device-request.ts';
import { findOwnRequest } from '../../device-requests/find-device-request.ts';
import { makeDeviceRequest } from '../../device-requests/make-device-request.ts';
import { redeemDeviceRequest } from '../../device-requests/redeem-device-request.ts';
import { Failure } from '../../failure.ts';
import type { CallOrigin } from '../../verification/caller.ts';
import { originOf } from '../authenticate-request.ts';
import type { DeviceLimits } from '../limits/device-limits.ts';
import type { GuessLimit } from '../limits/guess-limit.ts';
import type { DeviceCodeSchema } from '../schemas/device-request.ts';
import { errorResponses } from '../schemas/error.ts';
import {
  type DeviceAuthorizationSchema,
  type NotAuthorizedYetSchema,
  wantedByLdcli,
} from '../schemas/ldcli-login.ts';
import { ACTIVATION_PAGE } from './device-requests.ts';
import type { App } from './route.ts';

type State = Static<typeof NotAuthorizedYetSchema>;

const PATH = '/internal/device-authorization';
const tags = ['Sign-in'];
const MS_PER_SECOND = 1000;

const PENDING: State = { code: 'authorization_pending', message: 'Nobody has decided yet' };
const DENIED: State = { code: 'access_denied', message: 'The request was denied' };
const ENDED: State = { code: 'expired_token', message: 'The code has ended or was used' };

/**
 * `ldcli login`, LaunchDarkly's own command line, which no document describes: paths, fields and codes are those that its source asks for
 * (`internal/login/login.go`). Behind them are the device requests of `keyward login`.
 */
export function ldcliLoginRoutes(
  app: App,
  deployment: Deployment,
  guesses: GuessLimit,
  limits: DeviceLimits,
): void {
  app.post(
    PATH,
    {
      config: { isPublic: true },
      schema: {
        operationId: 'postDeviceAuthorization',
        tags,
        summary: 'Ask to be let in by a member, as `ldcli login` does',
        description:
          'The token is to have the role `reader`, unless the member who lets the program in chooses another.',
        security: [],
        body: Type.Unsafe<Static<typeof DeviceAuthorizationSchema>>(Type.Ref('DeviceAuthorizationPost#')),
        response: {
          200: Type.Ref('DeviceAuthorizationCodes#', { description: 'The codes' }),
          ...errorResponses(413, 415, 429),
        },
      },
    },
    async (request) => {
      await limits.countRequest(request.ip);
      const codes = await makeDeviceRequest(deployment, wantedByLdcli(request.body), request.ip);
      return { ...codes, verificationUri: ACTIVATION_PAGE, expiresIn: REQUEST_LIFE_MS / MS_PER_SECOND };
    },
  );

  app.post(
    `${PATH}/token`,
    {
      config: { isPublic: true },
      schema: {
        operationId: 'fetchDeviceAuthorizationToken',
        tags,
        summary: 'Fetch the token, as `ldcli login` does',
        description:
          'May be asked every second. Until a member has approved it answers 400 with one of three codes.',
        security: [],
        body: Type.Unsafe<Static<typeof DeviceCodeSchema>>(Type.Ref('DeviceCode#')),
        response: {
          ...errorResponses(403, 413, 415, 429),
          200: Type.Ref('DeviceAccessToken#', { description: 'The secret' }),
          400: Type.Union([Type.Ref('DeviceAuthorizationState#'), Type.Ref('Error#')], {
            description: 'There is no token, or the request is not valid',
          }),
        },
      },
    },
    async (request, reply) => {
      const found = await findOwnRequest(deployment, request.body.deviceCode).catch(async (error) => {
        if (!(error instanceof Failure)) throw error;
        await guesses.count(request.ip);
      });
      if (found) await limits.countQuickPoll(found.id);
      const fetched = found ? await fetchToken(deployment, found, originOf(request)) : ENDED;
      return 'code' in fetched ? reply.code(400).send(fetched) : fetched;
    },
  );
}

async function fetchToken(
  deployment: Deployment,
  request: DeviceRequest,
  origin: CallOrigin,
): Promise<State | { readonly accessToken: string }> {
  if (request.status === 'denied') return DENIED;
  try {
    const created = await redeemDeviceRequest(deployment, request, origin);
    return created ? { accessToken: created.bearerToken } : PENDING;
  } catch (error) {
    if (error instanceof Failure && ['unauthorized', 'already_done'].includes(error.code)) return ENDED;
    throw error;
  }
}
