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
  return sentences.length > 0
    ? { passed: false, answer: 'invalid', sentences }
    : runDecisionCase(each, catalogue);
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
