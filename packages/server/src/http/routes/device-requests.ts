import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { requireSettings } from '../../accounts/require-settings.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { type Decision, decideDeviceRequest } from '../../device-requests/decide-device-request.ts';
import {
  lifeSecondsIn,
  POLL_INTERVAL_SECONDS,
  REQUEST_LIFE_MS,
} from '../../device-requests/device-request.ts';
import { findOwnRequest, findPendingRequest } from '../../device-requests/find-device-request.ts';
import { makeDeviceRequest } from '../../device-requests/make-device-request.ts';
import { redeemDeviceRequest } from '../../device-requests/redeem-device-request.ts';
import { Failure } from '../../failure.ts';
import { findOwnerId } from '../../members/find-owner-id.ts';
import { requireSession } from '../../sign-in/require-session.ts';
import { callerOf, originOf, principalOf } from '../authenticate-request.ts';
import type { DeviceLimits } from '../limits/device-limits.ts';
import type { GuessLimit } from '../limits/guess-limit.ts';
import {
  type DeviceApprovalSchema,
  type DeviceCodeSchema,
  deviceRequestAnswer,
  type NewDeviceRequestSchema,
  type UserCodeSchema,
  wantedFrom,
} from '../schemas/device-request.ts';
import { errorResponses } from '../schemas/error.ts';
import { createdTokenAnswer } from '../schemas/token.ts';
import type { App } from './route.ts';

const tags = ['Sign-in'];
const security = [{ Session: [] }];
const MS_PER_SECOND = 1000;

/** The page of the console on which a member answers. */
export const ACTIVATION_PAGE = '/activate';

const UserCodeBody = Type.Unsafe<Static<typeof UserCodeSchema>>(Type.Ref('UserCode#'));

/** Programs without a browser, which a member lets in from one: RFC 8628, with tokens of Keyward. */
export function deviceRequestRoutes(
  app: App,
  deployment: Deployment,
  guesses: GuessLimit,
  limits: DeviceLimits,
): void {
  app.post(
    '/api/v2/device-requests',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'postDeviceRequest',
        tags,
        summary: 'Ask to be let in by a member',
        description:
          'For programs without a browser: they show `userCode`, and ask with `deviceCode` until a member has decided on the page `verificationUri`.',
        security: [],
        body: Type.Unsafe<Static<typeof NewDeviceRequestSchema>>(Type.Ref('DeviceRequestPost#')),
        response: {
          201: Type.Ref('DeviceCodes#', { description: 'The codes' }),
          ...errorResponses(413, 415, 429),
        },
      },
    },
    async (request, reply) => {
      await limits.countRequest(request.ip);
      const wanted = wantedFrom(request.body);
      const { deviceCode, userCode } = await makeDeviceRequest(deployment, wanted, request.ip);
      const page = `${deployment.publicUrl ?? ''}${ACTIVATION_PAGE}`;
      reply.code(201);
      return {
        deviceCode,
        userCode,
        verificationUri: page,
        verificationUriComplete: `${page}?code=${userCode}`,
        expiresIn: REQUEST_LIFE_MS / MS_PER_SECOND,
        interval: POLL_INTERVAL_SECONDS,
      };
    },
  );

  app.post(
    '/api/v2/device-requests/token',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'redeemDeviceRequest',
        tags,
        summary: 'Ask whether a member has decided, and fetch the token',
        description:
          'Answers the token with its secret. Asked once more within a minute, since the answer was lost, it gives the same token a new secret. 202 until somebody has decided; 429 to whoever asks too often, 403 when it was denied.',
        security: [],
        body: Type.Unsafe<Static<typeof DeviceCodeSchema>>(Type.Ref('DeviceCode#')),
        response: {
          201: Type.Ref('Token#', { description: 'The token with its secret' }),
          202: Type.Ref('DevicePending#', { description: 'Nobody has decided yet' }),
          ...errorResponses(401, 403, 409, 413, 415, 429),
        },
      },
    },
    async (request, reply) => {
      const found = await findOwnRequest(deployment, request.body.deviceCode).catch(async (error) => {
        if (error instanceof Failure) await guesses.count(request.ip);
        throw error;
      });
      await limits.countPoll(found.id);
      const created = await redeemDeviceRequest(deployment, found, originOf(request));
      if (created === undefined) {
        return reply.code(202).send({ status: 'pending', interval: POLL_INTERVAL_SECONDS });
      }
      reply.code(201).header('location', `/api/v2/tokens/${created.token.id}`);
      return createdTokenAnswer(created, await findOwnerId(deployment, created.token));
    },
  );

  app.post(
    '/api/v2/device-requests/look-up',
    {
      config: { isQuestion: true, isRepeatable: true },
      schema: {
        operationId: 'lookUpDeviceRequest',
        tags,
        summary: 'Say which program waits for a code',
        security,
        body: UserCodeBody,
        response: {
          200: Type.Ref('DeviceRequest#', { description: 'The program' }),
          ...errorResponses(401, 403, 404, 413, 415, 429),
        },
      },
    },
    async (request) => {
      const { member, accountId } = requireSession(principalOf(request));
      const found = await limits.withCode(member.id, () =>
        findPendingRequest(deployment, request.body.userCode),
      );
      const settings = await requireSettings(deployment.store.reads.accounts, accountId);
      return deviceRequestAnswer(found, { address: request.ip, lifeSeconds: lifeSecondsIn(settings, found) });
    },
  );

  const decided = {
    204: Type.Null({ description: 'Decided' }),
    ...errorResponses(401, 403, 404, 409, 413, 415, 429),
  };
  async function decide(request: FastifyRequest, userCode: string, decision: Decision): Promise<void> {
    const caller = callerOf(request);
    const { member } = requireSession(caller.principal);
    await limits.withCode(member.id, () => decideDeviceRequest(deployment, caller, userCode, decision));
  }

  app.post(
    '/api/v2/device-requests/approve',
    {
      schema: {
        operationId: 'approveDeviceRequest',
        tags,
        summary: 'Let in the program that waits for a code',
        security,
        body: Type.Unsafe<Static<typeof DeviceApprovalSchema>>(Type.Ref('DeviceApproval#')),
        response: decided,
      },
    },
    async (request, reply) => {
      const { userCode, role } = request.body;
      await decide(request, userCode, { status: 'approved', role });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/v2/device-requests/deny',
    {
      schema: {
        operationId: 'denyDeviceRequest',
        tags,
        summary: 'Keep out the program that waits for a code',
        security,
        body: UserCodeBody,
        response: decided,
      },
    },
    async (request, reply) => {
      await decide(request, request.body.userCode, { status: 'denied' });
      return reply.code(204).send(null);
    },
  );
}
