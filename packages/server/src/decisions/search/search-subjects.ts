import { decideEffective } from '@keyward/policy';
import type { Deployment } from '../../deployment/deployment.ts';
import { requireAccess } from '../../grants/require-access.ts';
import type { Principal } from '../../verification/principal.ts';
import type { Evaluation } from '../evaluation.ts';
import { readEvaluatedResource } from '../read-evaluated-resource.ts';
import { storedTags } from '../stored-tags.ts';
import {
  type ListedRights,
  listMembersWithRights,
  listTeamsWithRights,
  listTokensWithRights,
} from './listed-subjects.ts';
import { inTurn } from './search-gate.ts';
import {
  type Candidate,
  type SearchBudget,
  type SearchPage,
  type SearchResults,
  takePage,
} from './search-page.ts';

export interface FoundEntity {
  readonly type: string;
  readonly id: string;
}

const SUBJECTS = {
  token: listTokensWithRights,
  member: listMembersWithRights,
  team: listTeamsWithRights,
} as const;

/**
 * Which subjects of a type may do the action to the resource, of those that the principal may see.
 *
 * @throws Failure `forbidden`, `service_unavailable`
 * @throws StorageUnavailable
 */
export function searchSubjects(
  deployment: Deployment,
  principal: Principal,
  subjectType: string,
  question: Pick<Evaluation, 'action' | 'resource'>,
  page: SearchPage,
): Promise<SearchResults<FoundEntity>> {
  requireAccess(principal, 'evaluatePolicy', 'acct');
  return inTurn(async () => {
    const request = readEvaluatedResource(question, principal.types.catalogue);
    if (request === undefined || !isSubjectType(subjectType)) return { results: [] };
    const subjects = SUBJECTS[subjectType](deployment, principal, page.after);
    const tags = await storedTags(deployment, principal, request.resource);
    const asked = { ...request, ...(tags && { tags }) };
    /** Many hold the same: what one of them may do is decided once. */
    const answers = new Map<string, boolean>();
    const isAllowed = async (rights: ListedRights | undefined, budget: SearchBudget): Promise<boolean> => {
      if (rights === undefined) return false;
      const known = answers.get(rights.name);
      if (known !== undefined) return known;
      if (!rights.isCheap) await budget.takeCompilation();
      const { allowed } = decideEffective(rights.compile(), asked);
      answers.set(rights.name, allowed);
      return allowed;
    };
    return takePage(candidates(), page);

    async function* candidates(): AsyncGenerator<Candidate<FoundEntity>, void, void> {
      for await (const { id, position, rights } of subjects) {
        yield {
          result: { type: subjectType, id },
          position,
          isAllowed: (budget) => isAllowed(rights, budget),
        };
      }
    }
  });
}

function isSubjectType(type: string): type is keyof typeof SUBJECTS {
  return Object.hasOwn(SUBJECTS, type);
}
