import {
  type Catalogue,
  compileRights,
  decide,
  type Policy,
  type PolicyProblemCode,
  parseResourceSpecifier,
  type Rights,
  reachOf,
  validatePolicy,
} from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { AuditAccess, AuditKind, AuditPlace } from '../storage/audit-store.ts';

/** The log has acts that no policy speaks of, such as the use of a secret that has ended. */
const ACTION_PROBLEMS: readonly PolicyProblemCode[] = ['unknown-action', 'action-of-other-type'];

/**
 * Which entries a caller asked for, as a policy: those whose action and resource it would allow. It gives no right, and
 * an entry has no tags, flags or views, so statements that ask for some match none.
 */
export class AuditSelection {
  readonly #rights: Rights;

  private constructor(policy: Policy, catalogue: Catalogue) {
    this.#rights = compileRights({ scope: { inlineRole: policy } }, catalogue);
  }

  /** @throws Failure `invalid_request` that names `spec` */
  static ofSpecifier(spec: string, catalogue: Catalogue): AuditSelection {
    const parsed = parseResourceSpecifier(spec);
    if (!parsed.ok) throw new Failure('invalid_request', `\`spec\`: ${parsed.problem.message}`);
    for (const { type } of parsed.specifier.segments) requireKnownType(type, catalogue);
    const policy: Policy = [{ effect: 'allow', resources: [spec.normalize('NFKC')], actions: ['*'] }];
    refusePlaceholders('spec', policy);
    return new AuditSelection(policy, catalogue);
  }

  /**
   * @returns undefined for an empty list, which leaves nothing out
   * @throws Failure `invalid_request` that names the body
   */
  static ofStatements(statements: unknown, catalogue: Catalogue): AuditSelection | undefined {
    const policy = requireReadablePolicy(statements, catalogue);
    refusePlaceholders('body', policy);
    return policy.length === 0 ? undefined : new AuditSelection(policy, catalogue);
  }

  has({ action, resource }: Pick<AuditAccess, 'action' | 'resource'>): boolean {
    return decide(this.#rights, { action, resource }).allowed;
  }

  /** Where among entries of these kinds some may be selected. */
  placesIn(kinds: readonly AuditKind[]): readonly AuditPlace[] {
    return kinds.flatMap(({ action, typeChain }) => {
      const reach = reachOf(this.#rights, typeChain, action);
      if (reach === 'none') return [];
      return [{ action, typeChain, ...(reach !== 'every' && { globs: reach.globs }) }];
    });
  }
}

function requireKnownType(type: string, { types }: Catalogue): void {
  if (types.has(type)) return;
  throw new Failure('invalid_request', `\`spec\`: unknown type \`${type}\``, {
    hint: 'the types of your account are listed by `GET /api/v2/resource-types`',
  });
}

function requireReadablePolicy(statements: unknown, catalogue: Catalogue): Policy {
  const problems = validatePolicy(statements, catalogue).filter(
    ({ severity, code }) => severity === 'error' && !ACTION_PROBLEMS.includes(code),
  );
  const [first] = problems;
  if (first === undefined) return statements as Policy;
  throw new Failure('invalid_request', `\`body\`: ${first.message}`, { reason: { problems } });
}

/** Nobody holds the policy, so there is nobody whose attributes could stand in a placeholder. */
function refusePlaceholders(field: string, policy: Policy): void {
  const entries = policy.flatMap(({ resources = [], notResources = [] }) => [...resources, ...notResources]);
  if (!entries.some((entry) => entry.includes('${'))) return;
  throw new Failure('invalid_request', `\`${field}\`: a placeholder has no value here; write the key itself`);
}
