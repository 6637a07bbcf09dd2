import { type Static, Type } from 'typebox';
import { findOwnerId } from '../../members/find-owner-id.ts';
import { type DocumentPatch, patchDocument } from '../../patch/patch-document.ts';
import type { PreviousSecret } from '../../storage/token-store.ts';
import { moveSecretEnd } from '../../tokens/move-secret-end.ts';
import { type ResetToken, resetToken } from '../../tokens/reset-token.ts';
import { callerOf } from '../authenticate-request.ts';
import { documentCheck } from '../check-document.ts';
import { overlapEndFrom, requireInstant } from '../overlap-end.ts';
import { errorResponses } from '../schemas/error.ts';
import { IdParamsSchema } from '../schemas/object-id.ts';
import { type PatchSchema, patchRequestFrom } from '../schemas/patch.ts';
import {
  createdTokenAnswer,
  PatchedSecretSchema,
  previousSecretAnswer,
  ResetTokenQuerySchema,
  ResetTokenSchema,
  SecretParamsSchema,
} from '../schemas/token.ts';
import type { Routes } from './route.ts';

const TOKEN = '/api/v2/tokens/:id';
const SECRET = `${TOKEN}/previous-secrets/:secretId`;
const tags = ['Access tokens'];

const checkSecret = documentCheck(PatchedSecretSchema);

/** The secrets of a token: the current one is replaced, older ones end. */
export const tokenSecretRoutes: Routes = (app, deployment) => {
  app.post(
    `${TOKEN}/reset`,
    {
      config: { isBodyOptional: true },
      schema: {
        operationId: 'resetToken',
        tags,
        summary: 'Give an access token a new secret',
        description:
          'The answer holds the whole new secret, this once. The old one ends at `expiry`, in the query or the body; without it, at once.',
        params: IdParamsSchema,
        querystring: ResetTokenQuerySchema,
        body: ResetTokenSchema,
        response: {
          200: Type.Ref('Token#', { description: 'The token with its new secret' }),
          ...errorResponses(401, 403, 404, 409, 413, 415),
        },
      },
    },
    async (request) => {
      const { expiry, confirmName } = request.body;
      const previousEndsAt = overlapEndFrom(request.query.expiry, expiry);
      const caller = callerOf(request);
      const ownerId = await findOwnerId(deployment, caller.principal);
      const reset = await resetToken(deployment, caller, request.params.id, {
        ...(previousEndsAt !== undefined && { previousEndsAt }),
        ...(confirmName !== undefined && { confirmName }),
      });
      return createdTokenAnswer(reset, ownerId, warningsOf(reset));
    },
  );

  app.patch(
    SECRET,
    {
      schema: {
        operationId: 'patchPreviousSecret',
        tags,
        summary: 'Move the end of an older secret that still works',
        params: SecretParamsSchema,
        body: Type.Unsafe<Static<typeof PatchSchema>>(Type.Ref('Patch#')),
        response: {
          200: Type.Ref('PreviousSecret#', { description: 'The secret' }),
          ...errorResponses(401, 403, 404, 409, 413, 415, 422),
        },
      },
    },
    async (request) => {
      const { patch, note } = patchRequestFrom(request.body);
      const { id, secretId } = request.params;
      const wantedEnd = (secret: PreviousSecret) => patchedEnd(secret, patch);
      return previousSecretAnswer(
        await moveSecretEnd(deployment, callerOf(request), id, secretId, wantedEnd, note),
      );
    },
  );

  app.delete(
    SECRET,
    {
      schema: {
        operationId: 'deletePreviousSecret',
        tags,
        summary: 'End an older secret at once',
        params: SecretParamsSchema,
        response: { 204: Type.Null({ description: 'Ended' }), ...errorResponses(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const { id, secretId } = request.params;
      await moveSecretEnd(deployment, callerOf(request), id, secretId, () => 0);
      return reply.code(204).send(null);
    },
  );
};

function patchedEnd(secret: PreviousSecret, patch: DocumentPatch): number {
  const { expiry, ...readOnly } = previousSecretAnswer(secret);
  return requireInstant(checkSecret(patchDocument({ editable: { expiry }, readOnly }, patch)).expiry);
}

function warningsOf({ endedEarly }: ResetToken) {
  return endedEarly.map(({ lastFour }) => ({
    code: 'older_secret_ended',
    message: `two older secrets may work at once, so the one that ends with \`${lastFour}\` has ended`,
  }));
}
