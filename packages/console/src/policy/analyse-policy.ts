import {
  builtInCatalogue,
  type Catalogue,
  compileRights,
  contains,
  diff,
  effectivePermissions,
  explain,
  extendCatalogue,
  inWords,
  lint,
  type Policy,
  type Rights,
  type RightsSource,
  sourceOfSubject,
  validatePolicy,
} from '@keyward/policy';
import type { Analysis, OwnComparison, Question, Try, TryAnswer } from './question.ts';
import { readTry } from './read-try.ts';

/** Answers a question in parts, what is quick first. Each part may take up to a second. */
export function* analysePolicy(question: Question): Generator<Analysis> {
  const { subject, types, before } = question;
  const catalogue = types.length === 0 ? builtInCatalogue : extendCatalogue(builtInCatalogue, types);
  const forToken = subject.kind === 'role' ? {} : { forToken: subject.kind };
  const parsed: unknown = JSON.parse(question.text);
  const problems = validatePolicy(parsed, catalogue, forToken);
  const isShaped = problems.every(({ severity, code }) => severity !== 'error' || !SHAPE.has(code));
  if (!isShaped) {
    yield { problems, words: [], tries: [], lints: [], comparison: undefined, difference: undefined };
    return;
  }
  const policy = parsed as Policy;
  const rights = compileRights(sourceOf(question, policy), catalogue);
  yield {
    problems,
    words: inWords(policy, catalogue),
    tries: question.tries.map((each) => answerTry(each, rights, catalogue)),
  };
  if (before && isSame(before, question, policy)) yield { difference: undefined };
  else if (before) {
    const old = compileRights(
      sourceOf({ subject: { kind: 'role', base: before.base } }, before.policy),
      catalogue,
    );
    yield { difference: diff(old, rights, catalogue, 'piece') };
  }
  if (problems.some(({ severity }) => severity === 'error')) {
    yield { comparison: undefined, lints: [] };
    return;
  }
  yield { comparison: compare(question, policy, catalogue) };
  const options = subject.kind === 'role' ? { basePermissions: subject.base } : {};
  const named = new Set(problems.map(({ code, statement }) => `${code} ${statement}`));
  const lints = lint(policy, catalogue, options);
  yield { lints: lints.filter(({ code, statement }) => !named.has(`${code} ${statement}`)) };
}

/** Whether the role is as it is stored, however its text is laid out. */
function isSame(before: NonNullable<Question['before']>, { subject }: Question, policy: Policy): boolean {
  const isSameBase = subject.kind !== 'role' || subject.base === before.base;
  return isSameBase && JSON.stringify(before.policy) === JSON.stringify(policy);
}

/** Mistakes that leave no statements to speak of. */
const SHAPE = new Set([
  'not-a-policy',
  'not-a-statement',
  'bad-effect',
  'not-a-list',
  'not-a-text',
  'too-many-statements',
  'too-long',
]);

/** A personal token may do what both its policy and its owner allow. */
function sourceOf(
  { subject, own }: Pick<Question, 'subject' | 'own'> | { subject: Question['subject']; own?: undefined },
  policy: Policy,
): RightsSource {
  if (subject.kind === 'role') return sourceOfSubject({ policy, basePermissions: subject.base });
  const scope = { inlineRole: policy };
  return subject.kind === 'personal' && own?.holder ? { scope, holder: own.holder } : { scope };
}

function answerTry(asked: Try, rights: Rights, catalogue: Catalogue): TryAnswer {
  const request = readTry(asked);
  if (typeof request === 'string')
    return { asked, outcome: 'unreadable', sentence: request, statements: [], nearMisses: [] };
  const { decision, sentence, statements, nearMisses, smallestChange } = explain(rights, request);
  const isKnown = [...catalogue.chains.values()].some(({ actions }) => actions.has(request.action));
  return {
    asked,
    outcome: decision.outcome,
    sentence: isKnown ? sentence : `${sentence} No resource has an action \`${request.action}\`.`,
    statements: statements.flatMap(({ role, statement }) => (OWN_NAMES.has(role) ? [statement] : [])),
    nearMisses: nearMisses.map((miss) => miss.sentence),
    change: smallestChange,
  };
}

/** What the engine calls the policy of a bare role and that of a token. */
const OWN_NAMES = new Set(['policy', 'inlineRole']);

function compare({ subject, own, before }: Question, policy: Policy, catalogue: Catalogue): OwnComparison {
  const alone = compileRights(sourceOf({ subject }, policy), catalogue);
  const reached = new Set<string>();
  const all = new Set<string>();
  for (const { type, permissions } of effectivePermissions(alone, catalogue)) {
    for (const { action, extent } of permissions) {
      all.add(`${type} ${action}`);
      if (extent !== 'none') reached.add(`${type} ${action}`);
    }
  }
  return { reached: reached.size, total: all.size, containment: own && containment() };

  function containment() {
    if (!own?.holder) return undefined;
    // Whoever holds the role has what it says now already: only what is new has to be the viewer's to give.
    const had = before ? [{ key: 'before', policy: before.policy, basePermissions: before.base }] : [];
    const teamRoles = [...(own.holder.teamRoles ?? []), ...had];
    const outer = compileRights({ holder: { ...own.holder, teamRoles } }, catalogue);
    return contains(outer, alone, catalogue, subject.kind === 'role' ? 'piece' : 'whole');
  }
}
