import {
  type CaseResult,
  type Catalogue,
  type DecisionCase,
  runDecisionCase,
  type SubjectMember,
  validatePolicy,
} from '@keyward/policy';

/**
 * Runs a case. A policy that could not be stored fails every case about decisions: what it denies by a mistake in
 * writing must not pass for what its author meant to deny.
 */
export function judgeCase(each: DecisionCase, catalogue: Catalogue): CaseResult {
  if (each.expect === 'valid' || each.expect === 'invalid') return runDecisionCase(each, catalogue);
  const sentences = policiesOf(each).flatMap(([place, policy]) =>
    validatePolicy(policy, catalogue)
      .filter(({ severity }) => severity === 'error')
      .map(({ message }) => `\`${place}\`: ${message}`),
  );
  if (sentences.length > 0) return { passed: false, answer: 'invalid', sentences };
  const result = runDecisionCase(each, catalogue);
  return result.passed
    ? result
    : { ...result, sentences: [...result.sentences, ...viewNote(each, catalogue, result)] };
}

/** The sentences count the view right in, which an answer without `mode` does not. */
function viewNote(each: DecisionCase, catalogue: Catalogue, { answer }: CaseResult): readonly string[] {
  if (runDecisionCase({ ...each, mode: 'effective' }, catalogue).answer === answer) return [];
  return [`Without \`"mode": "effective"\` the view right is not asked about, and the answer is ${answer}.`];
}

function policiesOf({ policy, member, token }: DecisionCase): (readonly [place: string, policy: unknown])[] {
  const ofRoles = (place: string, roles: SubjectMember['customRoles'] = []) =>
    roles.flatMap((role, index) =>
      typeof role === 'string' ? [] : [[`${place}[${index}].policy`, role.policy] as const],
    );
  return [
    ...(policy === undefined ? [] : [['policy', policy] as const]),
    ...ofRoles('member.customRoles', member?.customRoles),
    ...ofRoles('member.teamRoles', member?.teamRoles),
    ...(token && 'customRoles' in token ? ofRoles('token.customRoles', token.customRoles) : []),
    ...(token && 'inlineRole' in token ? [['token.inlineRole', token.inlineRole] as const] : []),
  ];
}
