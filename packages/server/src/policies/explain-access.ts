import type { AccessRequest, Explanation } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';
import type { DecisionMode } from './analyst.ts';
import { findSubject, type SubjectChoice } from './find-subject.ts';

export interface ExplainedRequest extends Explanation {
  readonly request: AccessRequest;
  readonly allowed: boolean;
}

/**
 * Decides requests for a subject and says why.
 *
 * @throws Failure `invalid_request`, `not_found`, `forbidden`, `service_unavailable`
 */
export async function explainAccess(
  deployment: Deployment,
  principal: Principal,
  choice: SubjectChoice,
  requests: readonly AccessRequest[],
  mode: DecisionMode,
): Promise<readonly ExplainedRequest[]> {
  const source = await findSubject(deployment, principal, choice);
  const decided = await deployment.analyst.decide([source], requests, mode, principal);
  return decided.map(({ request, allowed, explanation }) => {
    const isAllowed = allowed.every(Boolean);
    const isOnlyHidden = isAllowed && !explanation.decision.allowed;
    const sentence = isOnlyHidden
      ? `Allowed by its statements; where views are asked for: ${explanation.sentence}`
      : explanation.sentence;
    return { ...explanation, sentence, request, allowed: isAllowed };
  });
}
