import type { Lint, LintFix, PolicyProblem } from '@keyward/policy';
import type { PolicyEdit } from './edit-policy.ts';
import type { PolicyReading } from './parse-policy.ts';
import { readPolicy } from './read-policy.ts';

/** What is to be said of a policy, wherever it comes from, with the one act that mends it. */
export interface Finding {
  readonly severity: 'error' | 'warning' | 'hint';
  readonly code: string;
  readonly statement: number | undefined;
  readonly message: string;
  readonly from: number;
  readonly to: number;
  readonly fix?: { readonly label: string; readonly edits: readonly PolicyEdit[] } | undefined;
}

/** One and the same, so that nothing is drawn again while there is nothing to say. */
const NONE: readonly Finding[] = [];

/** Mistakes and lints of the policy, each at its place in the text. */
export function findingsOf(
  text: string,
  problems: readonly PolicyProblem[] = [],
  lints: readonly Lint[] = [],
): readonly Finding[] {
  if (problems.length + lints.length === 0) return NONE;
  const { policy } = readPolicy(text);
  const ofProblems = problems.map((problem): Finding => {
    const { severity, code, statement, message } = problem;
    return {
      severity,
      code,
      statement,
      message: plain(message),
      ...placeOf(problem, policy),
      fix: fixOf(problem, policy),
    };
  });
  const ofLints = lints.map((each): Finding => {
    const { severity, code, message, fix } = each;
    const statement = each.statement ?? undefined;
    const edits = fix && { label: fix.label, edits: editsOf(fix) };
    return {
      severity,
      code,
      statement,
      message: plain(message),
      ...placeOf({ statement }, policy),
      fix: edits,
    };
  });
  const weight = { error: 0, warning: 1, hint: 2 };
  return [...ofProblems, ...ofLints].toSorted((a, b) => weight[a.severity] - weight[b.severity]);
}

/** The number stands before it. */
function plain(message: string): string {
  return message.replace(/ in statement \d+/, '').replace(/^statement \d+ /, 'this ');
}

function placeOf(
  {
    statement,
    field,
    index,
    at = 0,
  }: Partial<Pick<PolicyProblem, 'field' | 'index' | 'at'>> & { readonly statement?: number | undefined },
  policy: PolicyReading | undefined,
): { readonly from: number; readonly to: number } {
  const part = statement === undefined ? undefined : policy?.statements[statement];
  if (!part) return { from: policy?.from ?? 0, to: policy?.from ?? 0 };
  const member = [part.resources.member, part.actions.member].find((each) => each?.name === field);
  if (!member) return { from: part.from, to: part.from + 1 };
  const item = member.value.kind === 'list' && index !== undefined ? member.value.items[index] : undefined;
  if (!item) return { from: member.from, to: member.value.to };
  return { from: Math.min(item.from + 1 + at, item.to - 1), to: item.to };
}

/** The entry is written as the engine proposes. */
function fixOf(
  { statement, field, index, replacement }: PolicyProblem,
  policy: PolicyReading | undefined,
): Finding['fix'] {
  const part = statement === undefined ? undefined : policy?.statements[statement];
  if (!part || statement === undefined || index === undefined || !replacement) return undefined;
  const list = part.resources.member?.name === field ? 'resources' : 'actions';
  const { entries, isNegated } = part[list];
  const label = `write ${replacement.map((text) => `\`${text}\``).join(', ')}`;
  const mended = entries.toSpliced(index, 1, ...replacement);
  return { label, edits: [{ kind: 'list', statement, list, isNegated, entries: mended }] };
}

/** From the last statement to the first, so that no edit shifts the number of another. */
export function editsOf({ edits }: LintFix): readonly PolicyEdit[] {
  return edits
    .toSorted((a, b) => (b.statement ?? -1) - (a.statement ?? -1))
    .flatMap(({ statement, replacement }): PolicyEdit[] => {
      if (statement === null) return replacement ? [{ kind: 'add', written: replacement }] : [];
      return [
        replacement ? { kind: 'replace', statement, written: replacement } : { kind: 'remove', statement },
      ];
    });
}
