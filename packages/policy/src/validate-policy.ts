import type { Catalogue } from './catalogue.ts';
import { MAX_GLOBS, MAX_POLICY_LENGTH, MAX_STATEMENTS } from './policy-limits.ts';
import { type PolicyProblem, ProblemList } from './policy-problem.ts';
import { readStatement, type StatementShape } from './read-statement.ts';
import { ActionValidator } from './validate-actions.ts';
import { ResourceValidator } from './validate-resources.ts';

export interface ValidationOptions {
  /** For the inline policy of a token, or the policy of a role that a token is given. */
  readonly forToken?: 'personal' | 'service';
}

/**
 * What is wrong with a policy, each mistake with its place and, where the intent is clear, what to write instead.
 * Without an error among the answers it is a `Policy` and can be stored as it stands. Takes whatever `JSON.parse`
 * can give, in time bounded by the limits, and never throws.
 */
export function validatePolicy(
  policy: unknown,
  catalogue: Catalogue,
  { forToken }: ValidationOptions = {},
): readonly PolicyProblem[] {
  const list = new ProblemList();
  const statements = readPolicy(policy, list);
  const resources = new ResourceValidator(catalogue, forToken !== 'service', list);
  const actions = new ActionValidator(catalogue, list);
  for (const [index, statement] of statements.entries()) {
    if (list.isFull()) break;
    if (!statement) continue;
    const chains = resources.validate(index, statement);
    actions.validate(index, statement, chains);
  }
  const globs = resources.globs + actions.globs;
  if (globs > MAX_GLOBS) {
    const message = `the policy has ${globs} patterns with \`*\` and may have ${MAX_GLOBS}; split it into several roles`;
    list.add({ severity: 'error', code: 'too-many-globs', message });
  }
  return list.problems;
}

/** The statements that can be read. None of a policy that is too long: nothing more is done with it. */
function readPolicy(policy: unknown, list: ProblemList): readonly (StatementShape | undefined)[] {
  if (!Array.isArray(policy)) {
    const message = 'a policy is a list of statements; put them between `[` and `]`';
    list.add({ severity: 'error', code: 'not-a-policy', message });
    return [];
  }
  if (policy.length > MAX_STATEMENTS) {
    const message = `the policy has ${policy.length} statements and may have ${MAX_STATEMENTS}; split it into several roles`;
    list.add({ severity: 'error', code: 'too-many-statements', message });
    return [];
  }
  const statements: (StatementShape | undefined)[] = [];
  let length = '['.length;
  for (const [index, each] of policy.entries()) {
    const statement = readStatement(each, index, list);
    length += (statement?.length ?? 0) + ','.length;
    if (length > MAX_POLICY_LENGTH) {
      const message = `the policy is longer than ${MAX_POLICY_LENGTH} characters of JSON; split it into several roles`;
      list.add({ severity: 'error', code: 'too-long', message });
      return [];
    }
    if (list.isFull()) return [];
    statements.push(statement);
  }
  return statements;
}
