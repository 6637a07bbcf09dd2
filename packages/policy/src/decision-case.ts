import type { AccessRequest } from './access-request.ts';
import type { Catalogue } from './catalogue.ts';
import { decide, decideEffective } from './decide.ts';
import { type DecisionSubject, rightsOfSubject } from './decision-subject.ts';
import { explain } from './explain.ts';
import { validatePolicy } from './validate-policy.ts';

/** A question with its right answer, kept beside a policy as its test. */
export interface DecisionCase extends DecisionSubject {
  readonly id: string;
  /** `valid` and `invalid` ask whether the policy may be stored; the others, whether all requests are allowed. */
  readonly expect: 'allow' | 'deny' | 'valid' | 'invalid';
  readonly why?: string;
  readonly request?: AccessRequest;
  readonly requests?: readonly AccessRequest[];
  /** `effective` asks for the view right too: what one cannot view one cannot change. */
  readonly mode?: 'effective';
}

export interface CaseResult {
  readonly passed: boolean;
  readonly answer: DecisionCase['expect'];
  /** Why the answer is what it is, in sentences for people. */
  readonly sentences: readonly string[];
}

/** Runs a case. @throws RangeError when it names a preset role that does not exist */
export function runDecisionCase(each: DecisionCase, catalogue: Catalogue): CaseResult {
  if (each.expect === 'valid' || each.expect === 'invalid') return judgeValidity(each, catalogue);
  const rights = rightsOfSubject(each, catalogue);
  const answerOf = each.mode === 'effective' ? decideEffective : decide;
  const requests = requestsOf(each);
  const answer = requests.every((request) => answerOf(rights, request).allowed) ? 'allow' : 'deny';
  const sentences = requests.map((request) => explain(rights, request).sentence);
  return { passed: answer === each.expect, answer, sentences };
}

export function requestsOf({ request, requests }: DecisionCase): readonly AccessRequest[] {
  return requests ?? (request === undefined ? [] : [request]);
}

function judgeValidity({ policy, expect }: DecisionCase, catalogue: Catalogue): CaseResult {
  const errors = validatePolicy(policy, catalogue).filter(({ severity }) => severity === 'error');
  const answer = errors.length === 0 ? 'valid' : 'invalid';
  return { passed: answer === expect, answer, sentences: errors.map(({ message }) => message) };
}
