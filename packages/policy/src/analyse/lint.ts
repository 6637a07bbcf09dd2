import { type BaseRole, basePermissionsPolicy } from '../base-role.ts';
import type { Catalogue } from '../catalogue.ts';
import { Expansion } from '../expansion.ts';
import { parseResourceSpecifier } from '../parse-resource-specifier.ts';
import { compileRights, type NamedRole } from '../rights.ts';
import type { RoleAttributes } from '../role-attributes.ts';
import type { Policy } from '../statement.ts';
import { Budget, type Clock, LIMITS } from './budget.ts';
import { findGains } from './find-gains.ts';
import { allOf } from './formula.ts';
import { lintBroad } from './lint-broad.ts';
import { lintDead } from './lint-dead.ts';
import type { Lint } from './lint-finding.ts';
import { lintGuards } from './lint-guards.ts';
import { lintTags, taggedChains } from './lint-tags.ts';
import { lintWords } from './lint-words.ts';
import { PolicySpace } from './policy-space.ts';
import { formsOf, type StatementForms } from './statement-forms.ts';
import { universe } from './word-rules.ts';

export interface LintOptions {
  /** Whether other roles can add to the policy, so that a view that is missing may come from them. */
  readonly isPiece?: boolean;
  /** What the role starts from besides the policy. Default `no_access`. */
  readonly basePermissions?: BaseRole;
  /** The values of placeholders; without them every value is thought possible. */
  readonly attributes?: RoleAttributes;
  /** Roles that the policy might repeat. */
  readonly otherRoles?: readonly NamedRole[];
  readonly clock?: Clock;
}

const LINT_MILLISECONDS = 1_000;

/**
 * What is likely not meant in a policy, in the order of its statements, those about the whole first. A statement is
 * called useless only when that was shown; what could not be told in a second is not reported.
 */
export function lint(policy: Policy, catalogue: Catalogue, options: LintOptions = {}): Lint[] {
  const { isPiece = false, basePermissions = 'no_access', attributes } = options;
  const clock = options.clock ?? (() => performance.now());
  const budget = new Budget(clock, { ...LIMITS, milliseconds: LINT_MILLISECONDS });
  const whole = [...policy, ...basePermissionsPolicy(basePermissions, catalogue)];
  const expansion = new Expansion();
  const forms = whole.map((statement, index) => formsOf(statement, index, attributes, expansion));
  const space = new PolicySpace(forms, taggedChains(forms, catalogue), catalogue, budget);
  const lints = [
    ...lintWhole(forms, space),
    ...forms.flatMap(lintReadable),
    ...policy.flatMap((statement, index) => lintWords(statement, index, catalogue)),
    ...lintBroad(forms, space),
    ...lintGuards(forms, space, catalogue, isPiece),
    ...lintTags(forms, space, catalogue),
    ...lintDead(forms, policy.length, space, attributes),
    ...lintEqualRoles(policy, options, catalogue, budget),
  ];
  return lints
    .filter(({ statement }) => statement === null || statement < policy.length)
    .sort((a, b) => (a.statement ?? -1) - (b.statement ?? -1));
}

function lintWhole(forms: readonly StatementForms[], space: PolicySpace): Lint[] {
  const common = { severity: 'warning', statement: null } as const;
  if (forms.length === 0) return [];
  if (forms.every(({ statement }) => statement.effect === 'deny')) {
    return [
      {
        code: 'deny-only',
        message: 'the policy denies and allows nothing; add what it should allow',
        ...common,
      },
    ];
  }
  const allowed = space.find((room) => allOf([room.whenSome(forms, 'allow'), room.whenNone(forms, 'deny')]));
  if (allowed !== 'none') return [];
  return [{ code: 'grants-nothing', message: 'all that the policy allows is denied by itself', ...common }];
}

/** Mistakes in an entry are reported with the words. */
function lintReadable({ statement, index, wide }: StatementForms): Lint[] {
  const entries = [...(statement.resources ?? []), ...(statement.notResources ?? [])];
  if (wide.parts || entries.some((entry) => !parseResourceSpecifier(entry).ok)) return [];
  const effect = statement.effect === 'deny' ? 'denies everything' : 'allows nothing';
  const message = `statement ${index + 1} cannot be read and so ${effect}; give it one list of resources and one of actions`;
  return [{ code: 'unreadable', severity: 'error', statement: index, message }];
}

function lintEqualRoles(
  policy: Policy,
  { otherRoles = [], attributes, basePermissions = 'no_access' }: LintOptions,
  catalogue: Catalogue,
  budget: Budget,
): Lint[] {
  const rightsOf = (role: NamedRole) => {
    const holder = {
      role: 'no_access',
      customRoles: [role],
      ...(attributes && { roleAttributes: attributes }),
    } as const;
    return compileRights({ holder }, catalogue);
  };
  const own = rightsOf({ key: 'policy', policy, basePermissions });
  return otherRoles.flatMap((role): Lint[] => {
    const other = rightsOf(role);
    const isWithin = (inner: typeof own, outer: typeof own) => {
      const { gains, isComplete } = findGains(inner, outer, 'piece', universe, budget);
      return isComplete && gains.length === 0;
    };
    if (!isWithin(own, other) || !isWithin(other, own)) return [];
    const message = `the policy allows exactly what the role \`${role.key}\` allows; use that`;
    return [{ code: 'equal-roles', severity: 'hint', statement: null, message }];
  });
}
