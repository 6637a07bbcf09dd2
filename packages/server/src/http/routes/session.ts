import { Type } from 'typebox';
import type { Deployment } from '../../deployment/deployment.ts';
import { Failure } from '../../failure.ts';
import { PASSWORD_MAXIMUM_LENGTH, PASSWORD_MINIMUM_LENGTH } from '../../members/password-digest.ts';
import { changePassword } from '../../sign-in/change-password.ts';
import { readCookie } from '../../sign-in/cookies.ts';
import { endOwnSession, endOwnSessions } from '../../sign-in/end-sessions.ts';
import { getOwnSession, listSessions } from '../../sign-in/list-sessions.ts';
import { requireSession } from '../../sign-in/require-session.ts';
import { sessionEnd } from '../../sign-in/session-life.ts';
import { signIn } from '../../sign-in/sign-in.ts';
import { callerOf, originOf, principalOf } from '../authenticate-request.ts';
import type { Metrics } from '../metrics.ts';
import { requireSameOrigin } from '../same-origin.ts';
import { effectFields } from '../schemas/effect.ts';
import { errorResponses } from '../schemas/error.ts';
import { link } from '../schemas/link.ts';
import { memberSummary } from '../schemas/member.ts';
import { EmailSchema, PasswordSchema } from '../schemas/member-requests.ts';
import { IdParamsSchema, InstantSchema } from '../schemas/object-id.ts';
import { sessionAnswer } from '../schemas/session.ts';
import type { App } from './route.ts';

const SignInSchema = Type.Object(
  { email: EmailSchema, password: PasswordSchema },
  { $id: 'SignIn', additionalProperties: false },
);

const NewPasswordSchema = Type.Object(
  {
    currentPassword: PasswordSchema,
    newPassword: Type.String({ minLength: PASSWORD_MINIMUM_LENGTH, maxLength: PASSWORD_MAXIMUM_LENGTH }),
  },
  { $id: 'NewPassword', additionalProperties: false },
);

const SignedInSchema = Type.Object(
  { member: Type.Ref('MemberSummary#'), expiry: InstantSchema, ...effectFields },
  {
    $id: 'SignedIn',
    description: 'Who is signed in, and when the session ends should it not be used before',
  },
);

const tags = ['Sign-in'];
const security = [{ Session: [] }];

/** Members who sign in with a browser, and their sessions. */
export function sessionRoutes(app: App, deployment: Deployment, metrics: Metrics): void {
  const { sessions } = deployment;

  app.post(
    '/api/v2/session',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'postSession',
        tags,
        summary: 'Sign in',
        description: 'Answers the session as a cookie. Taken from pages of the service only.',
        security: [],
        body: SignInSchema,
        response: { 201: SignedInSchema, ...errorResponses(401, 403, 413, 415, 429) },
      },
    },
    async (request, reply) => {
      requireSameOrigin(deployment, request);
      const client = { ...originOf(request), agent: request.headers['user-agent'] ?? '' };
      const deviceCookie = readCookie(request.headers.cookie, sessions.cookies.device);
      try {
        const { member, endsAt, cookies } = await signIn(deployment, request.body, client, deviceCookie);
        metrics.signIns.inc({ outcome: 'signed_in' });
        reply.code(201).header('set-cookie', [...cookies]);
        return { member: memberSummary(member), expiry: endsAt };
      } catch (error) {
        metrics.signIns.inc({ outcome: error instanceof Failure ? error.code : 'failed' });
        throw error;
      }
    },
  );

  app.get(
    '/api/v2/session',
    {
      schema: {
        operationId: 'getSession',
        tags,
        summary: 'Say who is signed in',
        security,
        response: { 200: SignedInSchema, ...errorResponses(401, 403) },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const session = await getOwnSession(deployment, principal);
      return { member: memberSummary(principal.member), expiry: sessionEnd(session) };
    },
  );

  app.delete(
    '/api/v2/session',
    {
      schema: {
        operationId: 'deleteSession',
        tags,
        summary: 'Sign out',
        security,
        response: { 204: Type.Null({ description: 'Signed out' }), ...errorResponses(401, 403) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      await endOwnSession(deployment, caller, requireSession(caller.principal).session.id);
      return reply.code(204).header('set-cookie', sessions.clearingCookie).send(null);
    },
  );

  app.get(
    '/api/v2/sessions',
    {
      schema: {
        operationId: 'getSessions',
        tags,
        summary: "List one's own sessions",
        security,
        response: {
          200: Type.Ref('Sessions#', { description: 'The sessions, newest first' }),
          ...errorResponses(401, 403),
        },
      },
    },
    async (request) => ({
      _links: { self: link('/api/v2/sessions') },
      items: (await listSessions(deployment, principalOf(request))).map(sessionAnswer),
    }),
  );

  app.delete(
    '/api/v2/sessions',
    {
      schema: {
        operationId: 'deleteSessions',
        tags,
        summary: 'Sign out everywhere',
        security,
        response: { 204: Type.Null({ description: 'Signed out' }), ...errorResponses(401, 403) },
      },
    },
    async (request, reply) => {
      await endOwnSessions(deployment, callerOf(request));
      return reply.code(204).header('set-cookie', sessions.clearingCookie).send(null);
    },
  );

  app.delete(
    '/api/v2/sessions/:id',
    {
      schema: {
        operationId: 'deleteOneSession',
        tags,
        summary: "End one of one's own sessions",
        security,
        params: IdParamsSchema,
        response: { 204: Type.Null({ description: 'Ended' }), ...errorResponses(401, 403, 404) },
      },
    },
    async (request, reply) => {
      await endOwnSession(deployment, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/v2/password',
    {
      schema: {
        operationId: 'putPassword',
        tags,
        summary: "Change one's own password",
        description: 'Every other session of the member ends.',
        security,
        body: NewPasswordSchema,
        response: {
          204: Type.Null({ description: 'Changed' }),
          ...errorResponses(401, 403, 409, 413, 415, 429),
        },
      },
    },
    async (request, reply) => {
      await changePassword(deployment, callerOf(request), request.body);
      return reply.code(204).send(null);
    },
  );
}
