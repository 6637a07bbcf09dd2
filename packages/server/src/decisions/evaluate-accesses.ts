import { type Decision, decideEffective } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { hasAccess, requireAccess } from '../grants/require-access.ts';
import type { Principal } from '../verification/principal.ts';
import type { Evaluation, EvaluationAnswer, EvaluationReason } from './evaluation.ts';
import { type EvaluatedSubject, findEvaluatedSubject } from './find-evaluated-subject.ts';
import { readEvaluatedResource } from './read-evaluated-resource.ts';
import { storedTags } from './stored-tags.ts';

/**
 * Decides evaluations one after another, each subject as it was when it was first asked about.
 *
 * @param isEnough says of an answer that those after it need not be decided
 * @throws Failure `forbidden`
 * @throws StorageUnavailable
 */
export async function evaluateAccesses<Broken extends { readonly broken: string } = never>(
  deployment: Deployment,
  principal: Principal,
  evaluations: readonly (Evaluation | Broken)[],
  isEnough: (answer: EvaluationAnswer | Broken) => boolean = () => false,
): Promise<readonly (EvaluationAnswer | Broken)[]> {
  requireAccess(principal, 'evaluatePolicy', 'acct');
  const subjects = new Map<string, Promise<EvaluatedSubject>>();
  const answers: (EvaluationAnswer | Broken)[] = [];
  for (const evaluation of evaluations) {
    const answer = 'broken' in evaluation ? evaluation : await evaluate(evaluation);
    answers.push(answer);
    if (isEnough(answer)) break;
  }
  return answers;

  async function evaluate(evaluation: Evaluation): Promise<EvaluationAnswer> {
    const { type, id } = evaluation.subject;
    const name = JSON.stringify([type, id]);
    const finding = subjects.get(name) ?? findEvaluatedSubject(deployment, principal, evaluation.subject);
    subjects.set(name, finding);
    const subject = await finding;
    if ('reason' in subject) return denied(subject.reason);
    const request = readEvaluatedResource(evaluation, principal.types.catalogue);
    if (request === undefined) return denied('unknown_resource');
    const tags = await storedTags(deployment, principal, request.resource);
    const decision = decideEffective(subject.rights, { ...request, ...(tags && { tags }) });
    return answerOf(principal, decision, type);
  }
}

function denied(reason: EvaluationReason): EvaluationAnswer {
  return { decision: false, context: { reason } };
}

function answerOf(principal: Principal, decision: Decision, subjectType: string): EvaluationAnswer {
  const { allowed, role, statement } = decision;
  const isShown = role !== null && statement !== null && hasAccess(principal, 'viewRole', `role/${role}`);
  return {
    decision: allowed,
    context: {
      reason: reasonOf(decision, subjectType),
      ...(isShown && { statement: { role, index: statement } }),
    },
  };
}

function reasonOf({ allowed, outcome, part }: Decision, subjectType: string): EvaluationReason {
  return !allowed && part === 'holder' && subjectType === 'token' ? 'exceeds_member' : outcome;
}
