import { type AccessRequest, decide, decideEffective, type Explanation, explain } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';
import { findSubject, type SubjectChoice } from './find-subject.ts';

/** `effective` asks for the view right too: what one cannot view one cannot change. */
export type DecisionMode = 'effective' | 'raw';

export interface ExplainedRequest extends Explanation {
  readonly request: AccessRequest;
  readonly allowed: boolean;
}

/**
 * Decides requests for a subject and says why.
 *
 * @throws Failure `invalid_request`, `not_found`, `forbidden`
 */
export async function explainAccess(
  deployment: Deployment,
  principal: Principal,
  choice: SubjectChoice,
  requests: readonly AccessRequest[],
  mode: DecisionMode,
): Promise<readonly ExplainedRequest[]> {
  const rights = await findSubject(deployment, principal, choice);
  const answer = mode === 'effective' ? decideEffective : decide;
  return requests.map((request) => ({
    ...explain(rights, request),
    request,
    allowed: answer(rights, request).allowed,
  }));
}
