import { type Static, Type } from 'typebox';
import { evaluateAccesses } from '../../decisions/evaluate-accesses.ts';
import type { EvaluationAnswer } from '../../decisions/evaluation.ts';
import { principalOf } from '../authenticate-request.ts';
import { AUTHZEN_QUESTION } from '../authzen-manners.ts';
import { type BrokenEvaluation, batchedEvaluations, ENOUGH } from '../batched-evaluations.ts';
import { documentCheck } from '../check-document.ts';
import { requirePublicUrl } from '../require-public-url.ts';
import { errorResponses } from '../schemas/error.ts';
import { EvaluationSchema, type EvaluationsSchema } from '../schemas/evaluation.ts';
import type { Routes } from './route.ts';

const tags = ['AuthZEN'];
const checkEvaluation = documentCheck(EvaluationSchema);

const MetadataSchema = Type.Object(
  {
    policy_decision_point: Type.String({ format: 'uri' }),
    access_evaluation_endpoint: Type.String({ format: 'uri' }),
    access_evaluations_endpoint: Type.String({ format: 'uri' }),
    search_subject_endpoint: Type.String({ format: 'uri' }),
    search_resource_endpoint: Type.String({ format: 'uri' }),
    search_action_endpoint: Type.String({ format: 'uri' }),
  },
  { $id: 'AuthzenMetadata', description: 'Where decisions are asked for' },
);

/** OpenID AuthZEN 1.0: whether a token, a member or a team may do something. */
export const accessRoutes: Routes = (app, deployment) => {
  app.post(
    '/access/v1/evaluation',
    {
      config: AUTHZEN_QUESTION,
      schema: {
        operationId: 'evaluateAccess',
        tags,
        summary: 'Decide whether a subject may do something (OpenID AuthZEN)',
        body: Type.Unsafe<Static<typeof EvaluationSchema>>(Type.Ref('EvaluationPost#')),
        response: {
          200: Type.Ref('Evaluation#', { description: 'The decision, and why' }),
          ...errorResponses(401, 403, 413, 429),
        },
      },
    },
    async (request) => {
      const [answer] = await evaluateAccesses(deployment, principalOf(request), [request.body]);
      return answer && answerOf(answer);
    },
  );

  app.post(
    '/access/v1/evaluations',
    {
      config: AUTHZEN_QUESTION,
      schema: {
        operationId: 'evaluateAccesses',
        tags,
        summary: 'Decide several questions in one call (OpenID AuthZEN)',
        body: Type.Unsafe<Static<typeof EvaluationsSchema>>(Type.Ref('EvaluationsPost#')),
        response: {
          200: Type.Ref('Evaluations#', { description: 'The decisions in the order of the questions' }),
          ...errorResponses(401, 403, 413, 429),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { evaluations = [], options, ...defaults } = request.body;
      if (evaluations.length === 0) {
        const [answer] = await evaluateAccesses(deployment, principal, [checkEvaluation(defaults)]);
        return { ...(answer && answerOf(answer)) };
      }
      const isEnough = ENOUGH[options?.evaluations_semantic ?? 'execute_all'];
      const asked = batchedEvaluations(defaults, evaluations);
      const answers = await evaluateAccesses(deployment, principal, asked, (answer) =>
        isEnough('decision' in answer && answer.decision),
      );
      return { evaluations: answers.map(answerOf) };
    },
  );

  app.get(
    '/.well-known/authzen-configuration',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'getAuthzenMetadata',
        tags,
        summary: 'Name the endpoints for decisions (OpenID AuthZEN)',
        security: [],
        response: { 200: MetadataSchema, ...errorResponses(404) },
      },
    },
    async () => {
      const address = requirePublicUrl(deployment);
      return {
        policy_decision_point: address,
        access_evaluation_endpoint: `${address}/access/v1/evaluation`,
        access_evaluations_endpoint: `${address}/access/v1/evaluations`,
        search_subject_endpoint: `${address}/access/v1/search/subject`,
        search_resource_endpoint: `${address}/access/v1/search/resource`,
        search_action_endpoint: `${address}/access/v1/search/action`,
      };
    },
  );
};

function answerOf(answer: EvaluationAnswer | BrokenEvaluation) {
  if (!('broken' in answer)) return answer;
  return { decision: false, context: { error: { status: 400, message: answer.broken } } };
}
