import { decideEffective } from '@keyward/policy';
import type { Deployment } from '../../deployment/deployment.ts';
import { requireAccess } from '../../grants/require-access.ts';
import type { Principal } from '../../verification/principal.ts';
import type { Entity, Evaluation } from '../evaluation.ts';
import { findEvaluatedSubject } from '../find-evaluated-subject.ts';
import { readEvaluatedResource } from '../read-evaluated-resource.ts';
import { listKnownResources } from './known-resources.ts';
import { inTurn } from './search-gate.ts';
import { type Candidate, type SearchPage, type SearchResults, takePage } from './search-page.ts';
import type { FoundEntity } from './search-subjects.ts';

/**
 * To which resources of a type a subject may do the action, of those that are known and that the principal may see. What the
 * question says of the resource is said of each of them.
 *
 * @throws Failure `forbidden`, `service_unavailable`, `invalid_request` when policies name too many
 * @throws StorageUnavailable
 */
export function searchResources(
  deployment: Deployment,
  principal: Principal,
  { subject, action }: Pick<Evaluation, 'subject' | 'action'>,
  { type, properties }: Omit<Entity, 'id'>,
  page: SearchPage,
): Promise<SearchResults<FoundEntity>> {
  requireAccess(principal, 'evaluatePolicy', 'acct');
  return inTurn(async () => {
    const found = await findEvaluatedSubject(deployment, principal, subject);
    if ('reason' in found) return { results: [] };
    const { rights, token } = found;
    return takePage(candidates(), page);

    async function* candidates(): AsyncGenerator<Candidate<FoundEntity>, void, void> {
      const known = listKnownResources(deployment, principal, type, token, page.after);
      for await (const { id, position, tags, isVisible } of known) {
        const resource = { type, id, ...(properties && { properties }) };
        const isAllowed = () => {
          const request = readEvaluatedResource({ action, resource }, principal.types.catalogue);
          const stored = tags && { tags: { [type]: tags } };
          return (
            isVisible && request !== undefined && decideEffective(rights, { ...request, ...stored }).allowed
          );
        };
        yield { result: { type, id }, position, isAllowed };
      }
    }
  });
}
