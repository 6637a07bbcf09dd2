import type { AccessRequest } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';
import { findSubject, type SubjectChoice } from './find-subject.ts';

export interface SimulatedRequest {
  readonly request: AccessRequest;
  readonly before: boolean;
  readonly after: boolean;
  /** Why it is decided so after the change. */
  readonly sentence: string;
}

/**
 * What would become of requests if one subject took the place of another: a draft of a policy beside the policy,
 * a token beside its intended scope.
 *
 * @throws Failure `invalid_request`, `not_found`, `forbidden`, `service_unavailable`
 */
export async function simulateChange(
  deployment: Deployment,
  principal: Principal,
  from: SubjectChoice,
  to: SubjectChoice,
  requests: readonly AccessRequest[],
): Promise<readonly SimulatedRequest[]> {
  const sources = await Promise.all([from, to].map((choice) => findSubject(deployment, principal, choice)));
  const decided = await deployment.analyst.decide(sources, requests, 'effective', principal);
  return decided.map(({ request, allowed: [before = false, after = false], explanation }) => ({
    request,
    before,
    after,
    sentence: explanation.sentence,
  }));
}
