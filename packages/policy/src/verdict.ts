import type { AccessCheck } from './access-check.ts';
import type { CompiledStatement } from './compile-policy.ts';
import { decidePart } from './decide.ts';
import type { Decision } from './decision.ts';
import { statementApplies } from './plan.ts';
import type { CompiledPart, CompiledRole, Rights } from './rights.ts';

/** What one part says of one check. */
export interface Verdict {
  readonly part: CompiledPart;
  readonly check: AccessCheck;
  readonly decision: Decision;
}

/** In the order of `decideEffective`: the first one that refuses is its decision. */
export function judge(rights: Rights, checks: readonly AccessCheck[]): Verdict[] {
  return checks.flatMap((check) =>
    rights.parts.map((part) => {
      const { chain, action, facts } = check;
      return { part, check, decision: decidePart(part, rights.catalogue, chain.chain, action, facts) };
    }),
  );
}

/** The statements of a role that apply to a check, each taken alone. */
export function applyingStatements(
  role: CompiledRole,
  { chain, action, facts }: AccessCheck,
): readonly CompiledStatement[] {
  return role.policy.statements.filter((statement) => statementApplies(statement, chain, action, facts));
}
