import { decideEffective } from '@keyward/policy';
import type { Deployment } from '../../deployment/deployment.ts';
import { requireAccess } from '../../grants/require-access.ts';
import type { Principal } from '../../verification/principal.ts';
import type { Evaluation } from '../evaluation.ts';
import { findEvaluatedSubject } from '../find-evaluated-subject.ts';
import { readEvaluatedResource } from '../read-evaluated-resource.ts';
import { storedTags } from '../stored-tags.ts';
import { inTurn } from './search-gate.ts';
import { type SearchPage, type SearchResults, takePage } from './search-page.ts';

/**
 * Which actions of its type a subject may do to a resource, in the order of their names.
 *
 * @throws Failure `forbidden`, `service_unavailable`
 * @throws StorageUnavailable
 */
export function searchActions(
  deployment: Deployment,
  principal: Principal,
  { subject, resource }: Pick<Evaluation, 'subject' | 'resource'>,
  page: SearchPage,
): Promise<SearchResults<{ readonly name: string }>> {
  requireAccess(principal, 'evaluatePolicy', 'acct');
  return inTurn(async () => {
    const found = await findEvaluatedSubject(deployment, principal, subject);
    const { catalogue } = principal.types;
    const request = readEvaluatedResource({ action: { name: '' }, resource }, catalogue);
    if ('reason' in found || request === undefined) return { results: [] };
    const tags = await storedTags(deployment, principal, request.resource);
    const names = Object.keys(catalogue.types.get(resource.type)?.actions ?? {});
    const candidates = names
      .filter((name) => page.after === undefined || name > page.after)
      .sort()
      .map((name) => ({
        result: { name },
        position: name,
        isAllowed: () =>
          decideEffective(found.rights, { ...request, action: name, ...(tags && { tags }) }).allowed,
      }));
    return takePage(candidates, page);
  });
}
