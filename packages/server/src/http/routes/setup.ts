import { Type } from 'typebox';
import { NAME_LIMIT } from '../../accounts/create-account.ts';
import { claimSetup } from '../../setup/claim-setup.ts';
import { originOf } from '../authenticate-request.ts';
import { errorResponses } from '../schemas/error.ts';
import { EmailSchema, PasswordSchema } from '../schemas/member-requests.ts';
import { createdTokenAnswer } from '../schemas/token.ts';
import type { Routes } from './route.ts';

const SetupSchema = Type.Object(
  {
    code: Type.String({ maxLength: 100, description: 'The set-up code that the server printed' }),
    email: EmailSchema,
    firstName: Type.Optional(Type.String({ maxLength: NAME_LIMIT })),
    lastName: Type.Optional(Type.String({ maxLength: NAME_LIMIT })),
    organization: Type.Optional(Type.String({ maxLength: NAME_LIMIT })),
    password: Type.Optional(PasswordSchema),
  },
  { $id: 'Setup', additionalProperties: false },
);

export const setupRoutes: Routes = (app, deployment) => {
  app.post(
    '/api/v2/setup',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'postSetup',
        tags: ['Set-up'],
        summary: 'Make the first account and its owner',
        description:
          'Works once, on an empty deployment, with the set-up code that the server printed. Answers the first access token of the owner, with its secret.',
        security: [],
        body: SetupSchema,
        response: {
          201: Type.Ref('Token#', { description: 'The token with its secret' }),
          ...errorResponses(401, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const { code, email, firstName = '', lastName = '', organization = '', password } = request.body;
      const owner = { email, firstName, lastName, organization };
      const created = await claimSetup(deployment, code, owner, password, originOf(request));
      reply.code(201).header('location', `/api/v2/tokens/${created.token.id}`);
      return createdTokenAnswer(created, created.member.id);
    },
  );
};
