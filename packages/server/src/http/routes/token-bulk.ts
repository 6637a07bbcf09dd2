import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Deployment } from '../../deployment/deployment.ts';
import { Failure } from '../../failure.ts';
import type { AccessToken } from '../../tokens/access-token.ts';
import { changeEach, type EachOutcome, requireDistinct } from '../../tokens/change-each.ts';
import { deleteToken } from '../../tokens/delete-token.ts';
import { updateToken } from '../../tokens/update-token.ts';
import { callerOf } from '../authenticate-request.ts';
import { asFailure, errorBody, STATUS_OF } from '../error-map.ts';
import { POLICY_BODY } from '../json-body.ts';
import { noteRefusal } from '../note-refusal.ts';
import { patchedToken } from '../patched-token.ts';
import { errorResponses } from '../schemas/error.ts';
import { patchRequestFrom } from '../schemas/patch.ts';
import type { BulkTokens, DeleteTokensSchema, PatchTokensSchema } from '../schemas/token-bulk.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/tokens';
const tags = ['Access tokens'];
const response = {
  200: Type.Ref('BulkEditTokensRep#', { description: 'What was done, and what was not' }),
  ...errorResponses(401, 403, 409, 413, 415),
};

/** One thing done to several tokens. */
export const tokenBulkRoutes: Routes = (app, deployment) => {
  app.patch(
    PATH,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'patchTokens',
        tags,
        summary: 'Change several access tokens alike',
        description:
          'Each token is judged, changed and audited like one of its own; one that cannot be changed is among the `errors` and keeps no other back.',
        body: Type.Unsafe<Static<typeof PatchTokensSchema>>(Type.Ref('AccessTokensPatch#')),
        response,
      },
    },
    async (request) => {
      const { tokenIds, ...body } = request.body;
      requireDistinct(tokenIds);
      const { patch, note } = patchRequestFrom(body);
      const { catalogue } = callerOf(request).principal.types;
      const edit = (token: AccessToken) => patchedToken(token, patch, catalogue);
      const outcomes = await changeEach(callerOf(request), tokenIds, (caller, id) =>
        updateToken(deployment, caller, id, edit, note),
      );
      return bulkAnswer(deployment, request, outcomes);
    },
  );

  app.post(
    `${PATH}/bulk-delete`,
    {
      schema: {
        operationId: 'deleteTokens',
        tags,
        summary: 'Delete several access tokens',
        description:
          'From the answer on no call with a secret of the deleted ones is served. One that cannot be deleted is among the `errors` and keeps no other back.',
        body: Type.Unsafe<Static<typeof DeleteTokensSchema>>(Type.Ref('AccessTokensDelete#')),
        response,
      },
    },
    async (request) => {
      const { tokenIds, confirmCount } = request.body;
      requireDistinct(tokenIds);
      if (confirmCount !== undefined && confirmCount !== tokenIds.length) {
        throw new Failure('invalid_request', '`confirmCount` is not how many tokens `tokenIds` names', {
          hint: 'nothing was deleted',
        });
      }
      const outcomes = await changeEach(callerOf(request), tokenIds, (caller, id) =>
        deleteToken(deployment, caller, id),
      );
      return bulkAnswer(deployment, request, outcomes);
    },
  );
};

/** What was refused is noted for the audit log like a call of its own, and our own faults go to the log. */
function bulkAnswer(
  { refusals }: Deployment,
  request: FastifyRequest,
  outcomes: readonly EachOutcome[],
): BulkTokens {
  const errors = outcomes.flatMap(({ tokenId, error }) => {
    if (error === undefined) return [];
    const failure = asFailure(error);
    noteRefusal(refusals, failure, request);
    if (STATUS_OF[failure.code] >= 500)
      request.log.error({ requestId: request.id, err: error, tokenId }, 'a token was not changed');
    const { code, message, hint, access, reason } = errorBody(failure, request.id);
    return [
      {
        [tokenId]: {
          code,
          message,
          ...(hint && { hint }),
          ...(access && { access }),
          ...(reason && { reason }),
        },
      },
    ];
  });
  const done = outcomes.filter(({ error }) => error === undefined);
  return { tokens: done.map(({ tokenId }) => tokenId), errors };
}
