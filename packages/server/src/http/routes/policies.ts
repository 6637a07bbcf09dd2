import { validatePolicy } from '@keyward/policy';
import { diffPolicies } from '../../policies/diff-policies.ts';
import { explainAccess } from '../../policies/explain-access.ts';
import { lintPolicy } from '../../policies/lint-policy.ts';
import { listPermissions } from '../../policies/list-permissions.ts';
import { simulateChange } from '../../policies/simulate-change.ts';
import { principalOf } from '../authenticate-request.ts';
import { POLICY_BODY } from '../json-body.ts';
import { errorResponses } from '../schemas/error.ts';
import {
  DiffAnswerSchema,
  DiffSchema,
  ExplainSchema,
  ExplanationsSchema,
  LintSchema,
  LintsSchema,
  PermissionsQuestionSchema,
  PermissionsSchema,
  SimulateSchema,
  SimulationSchema,
  ValidateSchema,
  ValidationSchema,
} from '../schemas/policy.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/policies';
const tags = ['Policies'];

/** Questions about policies. Nothing is stored. */
export const policyRoutes: Routes = (app, deployment) => {
  app.post(
    `${PATH}/explain`,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'explainAccess',
        tags,
        summary: 'Decide requests and say why',
        description:
          'For rights that are written out in `subject`, or those of a stored token or member. What is not your own needs `evaluatePolicy`.',
        body: ExplainSchema,
        response: { 200: ExplanationsSchema, ...errorResponses(401, 403, 404, 413, 415) },
      },
    },
    async (request) => {
      const { requests, mode = 'effective', ...choice } = request.body;
      const items = await explainAccess(deployment, principalOf(request), choice, requests, mode);
      return { items: items as never };
    },
  );

  app.post(
    `${PATH}/simulate`,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'simulateChange',
        tags,
        summary: 'Decide requests before and after a change',
        body: SimulateSchema,
        response: { 200: SimulationSchema, ...errorResponses(401, 403, 404, 413, 415) },
      },
    },
    async (request) => {
      const { from, to, requests } = request.body;
      const items = await simulateChange(deployment, principalOf(request), from, to, requests);
      const changed = items.filter(({ before, after }) => before !== after).length;
      return { changed, items: items as never };
    },
  );

  app.post(
    `${PATH}/permissions`,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'listPermissions',
        tags,
        summary: 'Say what rights allow for each type of resource and each action',
        description:
          'For rights that are written out in `subject`, or those of a stored token or member. What is not your own needs `evaluatePolicy`.',
        body: PermissionsQuestionSchema,
        response: { 200: PermissionsSchema, ...errorResponses(401, 403, 404, 413, 415) },
      },
    },
    async (request) => {
      const items = await listPermissions(deployment, principalOf(request), request.body);
      return { items: items as never };
    },
  );

  app.post(
    `${PATH}/validate`,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'validatePolicy',
        tags,
        summary: 'Say whether a policy may be stored, with the place of each mistake',
        body: ValidateSchema,
        response: { 200: ValidationSchema, ...errorResponses(401, 413, 415) },
      },
    },
    async (request) => {
      const { policy, forToken } = request.body;
      const { catalogue } = principalOf(request).types;
      const problems = validatePolicy(policy, catalogue, forToken === undefined ? {} : { forToken });
      return { valid: problems.every(({ severity }) => severity !== 'error'), problems: [...problems] };
    },
  );

  app.post(
    `${PATH}/lint`,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'lintPolicy',
        tags,
        summary: 'Say what in a policy is likely not meant',
        body: LintSchema,
        response: { 200: LintsSchema, ...errorResponses(401, 413, 415) },
      },
    },
    async (request) => {
      const { policy, basePermissions = 'no_access' } = request.body;
      return { items: [...(await lintPolicy(deployment, principalOf(request), policy, basePermissions))] };
    },
  );

  app.post(
    `${PATH}/diff`,
    {
      ...POLICY_BODY,
      schema: {
        operationId: 'diffPolicies',
        tags,
        summary: 'Say what is gained and lost when one policy becomes another',
        body: DiffSchema,
        response: { 200: DiffAnswerSchema, ...errorResponses(401, 413, 415) },
      },
    },
    async (request) => {
      const { from, to } = request.body;
      const { gained, lost, isComplete } = await diffPolicies(deployment, principalOf(request), from, to);
      return { gained: [...gained], lost: [...lost], isComplete };
    },
  );
};
