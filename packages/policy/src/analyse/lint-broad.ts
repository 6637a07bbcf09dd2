import { parseResourceSpecifier } from '../parse-resource-specifier.ts';
import { chainOf } from '../resource-specifier.ts';
import type { Statement } from '../statement.ts';
import { allOf } from './formula.ts';
import type { Lint, LintFix } from './lint-finding.ts';
import type { PolicySpace } from './policy-space.ts';
import { hasPlaceholder, type StatementForms } from './statement-forms.ts';

const SENSITIVE = ['acct', 'member/*', 'role/*'];

/** Statements that reach further than they look. */
export function lintBroad(forms: readonly StatementForms[], space: PolicySpace): Lint[] {
  return forms.flatMap((form) => [
    ...lintStar(form),
    ...lintComplement(form, forms, space),
    ...lintCancelling(form, forms, space),
    ...lintOpenAttribute(form),
  ]);
}

function lintStar({ statement, index }: StatementForms): Lint[] {
  const { effect, resources = [], actions = [], notActions = [] } = statement;
  if (effect === 'deny') return [];
  const common = { severity: 'hint', statement: index } as const;
  if (resources.includes('*') && actions.includes('*')) {
    const message = `statement ${index + 1} allows everything, also what is added in future; list what is needed`;
    return [{ code: 'star-everything', message, ...common }];
  }
  if (notActions.length === 0) return [];
  const message = `statement ${index + 1} allows each action that is added in future, as it lists only those it leaves out; list the ones needed under \`actions\``;
  return [{ code: 'open-actions', message, ...common }];
}

function lintComplement(form: StatementForms, forms: readonly StatementForms[], space: PolicySpace): Lint[] {
  const { statement, index, wide } = form;
  const { effect, notResources = [] } = statement;
  if (effect === 'deny' || notResources.length === 0 || !wide.parts) return [];
  const reached = space.find((room) => {
    const isSensitive = room.members.some((member) => member === '*' || SENSITIVE.includes(member));
    return isSensitive && allOf([room.when(wide), room.whenNone(forms, 'deny')]);
  });
  if (typeof reached === 'string') return [];
  const message = `statement ${index + 1} allows its actions on everything that \`notResources\` does not name, members, roles and the account too unless they are denied, e.g. \`${reached.action}\` on \`${reached.resource}\``;
  const fix = complementFix(statement, index);
  return [{ code: 'broad-complement', severity: 'warning', statement: index, message, ...(fix && { fix }) }];
}

/** All of the same types, less what was named. */
function complementFix(statement: Statement, index: number): LintFix | undefined {
  const { notResources = [], ...rest } = statement;
  const chains = new Set<string>();
  for (const entry of notResources) {
    const parsed = parseResourceSpecifier(entry);
    if (!parsed.ok || parsed.specifier.segments.length === 0) return undefined;
    chains.add(chainOf(parsed.specifier));
  }
  return {
    label: `allow the same types only, and deny what statement ${index + 1} leaves out`,
    edits: [
      { statement: index, replacement: { ...rest, resources: [...chains] } },
      { statement: null, replacement: { ...rest, effect: 'deny', resources: notResources } },
    ],
  };
}

function lintCancelling(form: StatementForms, forms: readonly StatementForms[], space: PolicySpace): Lint[] {
  const { statement, index, wide } = form;
  if (!isComplement(statement)) return [];
  const canceller = forms.find((other) => {
    if (other.index <= index || !isComplement(other.statement)) return false;
    const excepted = {
      ...wide,
      parts: wide.parts && { ...wide.parts, resources: { ...wide.parts.resources, negated: false } },
    };
    const found = space.find((room) => allOf([room.when(excepted), room.when(other.narrow)]));
    return typeof found !== 'string';
  });
  if (!canceller) return [];
  const message = `what statement ${index + 1} leaves out under \`notResources\`, statement ${canceller.index + 1} allows; put both lists into one statement`;
  const merged = mergeComplements(statement, canceller.statement);
  return [
    {
      code: 'cancelling-complements',
      severity: 'warning',
      statement: index,
      message,
      ...(merged && {
        fix: {
          label: `put statements ${index + 1} and ${canceller.index + 1} together`,
          edits: [
            { statement: index, replacement: merged },
            { statement: canceller.index, replacement: null },
          ],
        },
      }),
    },
  ];
}

function isComplement({ effect, notResources = [] }: Statement): boolean {
  return effect === 'allow' && notResources.length > 0;
}

function mergeComplements(one: Statement, other: Statement): Statement | undefined {
  const actionsOf = ({ actions = [], notActions = [] }: Statement) => JSON.stringify([actions, notActions]);
  if (actionsOf(one) !== actionsOf(other)) return undefined;
  return { ...one, notResources: [...new Set([...(one.notResources ?? []), ...(other.notResources ?? [])])] };
}

function lintOpenAttribute({ statement, index }: StatementForms): Lint[] {
  const { effect, resources = [], notResources = [] } = statement;
  const closing = effect === 'deny' ? resources : notResources;
  const entry = closing.find(hasPlaceholder);
  if (entry === undefined) return [];
  const message = `\`${entry}\` in statement ${index + 1} matches nothing for a holder without a value, who may then do more, not less; see that all holders have one`;
  return [{ code: 'open-deny-attribute', severity: 'warning', statement: index, message }];
}
