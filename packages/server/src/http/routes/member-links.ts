import { Type } from 'typebox';
import { acceptInvitation } from '../../members/accept-invitation.ts';
import { removeMember } from '../../members/remove-member.ts';
import { requestPasswordLink } from '../../members/request-password-link.ts';
import { resetPassword } from '../../members/reset-password.ts';
import { sendLink } from '../../members/send-link.ts';
import { callerOf, originOf } from '../authenticate-request.ts';
import { errorResponses } from '../schemas/error.ts';
import { linkAnswer, memberSummary } from '../schemas/member.ts';
import { AcceptanceSchema, PasswordRequestSchema, PasswordResetSchema } from '../schemas/member-requests.ts';
import { IdParamsSchema } from '../schemas/object-id.ts';
import type { Routes } from './route.ts';

const MEMBER = '/api/v2/members/:id';
const tags = ['Members'];

/** Links that work once: invitations, and new passwords. */
export const memberLinkRoutes: Routes = (app, deployment) => {
  app.post(
    `${MEMBER}/invitation`,
    {
      config: { isBodyOptional: true },
      schema: {
        operationId: 'postInvitation',
        tags,
        summary: 'Invite a member again',
        description: 'The link that was made before ends.',
        params: IdParamsSchema,
        body: Type.Object({}, { additionalProperties: false }),
        response: {
          201: Type.Ref('OneTimeLink#', { description: 'The invitation' }),
          ...errorResponses(401, 403, 404, 409),
        },
      },
    },
    async (request, reply) => {
      const sent = await sendLink(deployment, callerOf(request), request.params.id, 'invitation');
      return reply.code(201).send(linkAnswer(deployment, sent));
    },
  );

  app.delete(
    `${MEMBER}/invitation`,
    {
      schema: {
        operationId: 'deleteInvitation',
        tags,
        summary: 'Take back an invitation',
        description: 'The member goes with it. Refused once it was accepted.',
        params: IdParamsSchema,
        response: { 204: Type.Null({ description: 'Taken back' }), ...errorResponses(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await removeMember(deployment, callerOf(request), request.params.id, { onlyPending: true });
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${MEMBER}/password-link`,
    {
      config: { isBodyOptional: true },
      schema: {
        operationId: 'postPasswordLink',
        tags,
        summary: 'Let a member choose a new password',
        description:
          'For callers who may do all that the member may. The sessions of the member end. Where no mail was sent, the link is in the answer, this once.',
        params: IdParamsSchema,
        body: Type.Object({}, { additionalProperties: false }),
        response: {
          201: Type.Ref('OneTimeLink#', { description: 'The link' }),
          ...errorResponses(401, 403, 404, 409),
        },
      },
    },
    async (request, reply) => {
      const sent = await sendLink(deployment, callerOf(request), request.params.id, 'password');
      return reply.code(201).send(linkAnswer(deployment, sent));
    },
  );

  app.post(
    '/api/v2/invitations/accept',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'acceptInvitation',
        tags,
        summary: 'Accept an invitation',
        description: 'Works once, with the code of the link. The member can sign in afterwards.',
        security: [],
        body: AcceptanceSchema,
        response: {
          200: Type.Ref('AcceptedMember#', { description: 'The member' }),
          ...errorResponses(401, 409, 413, 415),
        },
      },
    },
    async (request) => memberSummary(await acceptInvitation(deployment, originOf(request), request.body)),
  );

  app.post(
    '/api/v2/password',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'postPassword',
        tags: ['Sign-in'],
        summary: 'Choose a new password with a link',
        description: 'Works once, with the code of the link. Every session of the member ends.',
        security: [],
        body: PasswordResetSchema,
        response: { 204: Type.Null({ description: 'Changed' }), ...errorResponses(401, 413, 415) },
      },
    },
    async (request, reply) => {
      await resetPassword(deployment, originOf(request), request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/v2/password-requests',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'postPasswordRequest',
        tags: ['Sign-in'],
        summary: 'Ask for a mail with a link to choose a new password',
        description: 'The answer is the same whether or not somebody has the address.',
        security: [],
        body: PasswordRequestSchema,
        response: { 202: Type.Unsafe<undefined>({ description: 'Taken' }), ...errorResponses(403, 413, 415) },
      },
    },
    async (request, reply) => {
      await requestPasswordLink(deployment, originOf(request), request.body.email);
      return reply.code(202).send();
    },
  );
};
