import type { Catalogue, Chain } from '../catalogue.ts';
import { matchesAction } from '../compile-policy.ts';
import type { Rights } from '../rights.ts';
import { Budget, type Clock, LIMITS, untilSpent } from './budget.ts';
import { allOf, type Formula, negate } from './formula.ts';
import { printEntry } from './print-entry.ts';
import { RequestSpace, type Witness } from './request-space.ts';
import { ownTarget, statementsOf, whenEffective } from './rights-formula.ts';
import { satisfy } from './satisfy.ts';
import { whenActionMatches, whenApplies, whenEntryMatches } from './statement-formula.ts';
import { universe } from './word-rules.ts';

/** What rights allow on the resources of one type in one place. */
export interface ChainPermissions {
  readonly type: string;
  /** `proj/*:env/*:flag/*` */
  readonly chain: string;
  readonly permissions: readonly Permission[];
}

export interface Permission {
  readonly action: string;
  /** On how many of the resources; `unknown` when it could not be told in time. */
  readonly extent: 'all' | 'none' | 'part' | 'unknown';
  /** Of a part: a request that is allowed. */
  readonly example?: Witness;
  /** What grants it, of all or a part. */
  readonly grantedBy?: readonly PermissionGrant[];
}

export interface PermissionGrant {
  readonly part: 'scope' | 'holder';
  readonly role: string;
  /** The index of the statement. */
  readonly statement: number;
  /** The specifier, placeholders replaced; undefined for all that `notResources` leaves. */
  readonly resource: string | undefined;
}

export const PERMISSIONS_MILLISECONDS = 1_000;

/**
 * What the rights, as they take effect, allow for each type and each action of the catalogue.
 *
 * @param milliseconds for all of it; what is not told by then is `unknown`
 */
export function effectivePermissions(
  rights: Rights,
  catalogue: Catalogue,
  clock: Clock = () => performance.now(),
  milliseconds = PERMISSIONS_MILLISECONDS,
): ChainPermissions[] {
  const budget = new Budget(clock, { ...LIMITS, milliseconds });
  return Array.from(catalogue.chains.values(), (chain) => ({
    type: chain.type?.name ?? '',
    chain: chain.chain,
    permissions: permissionsOn(chain, rights, budget),
  }));
}

function permissionsOn(chain: Chain, rights: Rights, budget: Budget): Permission[] {
  const known = new Map<string, Omit<Permission, 'action'>>();
  return Array.from(chain.actions.keys(), (action) => {
    const signature = signatureOf(action, chain, rights);
    const permission = known.get(signature) ?? permissionFor(action, chain, rights, budget);
    known.set(signature, permission);
    const { example } = permission;
    return { action, ...permission, ...(example && { example: { ...example, action } }) };
  });
}

/** Equal for actions that no statement tells apart. */
function signatureOf(action: string, { type }: Chain, { parts }: Rights): string {
  const statements = parts.flatMap(({ roles }) => roles.flatMap(({ policy }) => policy.statements));
  const matched = statements.map((statement) =>
    statement.parts && matchesAction(statement.parts.actions, action) ? 1 : 0,
  );
  return `${action === type?.viewAction ? 'view' : ''}${matched.join('')}`;
}

function permissionFor(
  action: string,
  chain: Chain,
  rights: Rights,
  budget: Budget,
): Omit<Permission, 'action'> {
  const extent = untilSpent((): Omit<Permission, 'action'> => {
    budget.startShare(1);
    const space = new RequestSpace(chain, universe, budget);
    const formula = whenEffective(space, rights, action);
    const grants = grantsOf(space, action, rights);
    budget.startShare(0.1);
    const box = space.whole();
    const allowed = satisfy(box, formula, budget);
    if (!allowed) return { extent: 'none' };
    const isAll = !satisfy(box, negate(formula), budget);
    const grantedBy = grants
      .filter(({ matches }) => satisfy(box, allOf([formula, matches]), budget))
      .map(({ grant }) => grant);
    if (isAll) return { extent: 'all', grantedBy };
    return { extent: 'part', example: { ...space.requestIn(allowed), action }, grantedBy };
  });
  return extent === 'spent' ? { extent: 'unknown' } : extent;
}

function grantsOf(space: RequestSpace, action: string, { parts }: Rights) {
  const target = ownTarget(space, action);
  const grants: { grant: PermissionGrant; matches: Formula }[] = [];
  for (const role of parts.flatMap(({ roles }) => roles)) {
    for (const statement of statementsOf(role, 'allow')) {
      if (!statement.parts || whenActionMatches(space, statement, target) === false) continue;
      const { negated, entries } = statement.parts.resources;
      const grant = { part: role.part, role: role.key, statement: statement.index };
      if (negated) {
        grants.push({
          grant: { ...grant, resource: undefined },
          matches: whenApplies(space, statement, target),
        });
        continue;
      }
      for (const entry of entries) {
        const matches = whenEntryMatches(space, entry, target);
        grants.push({ grant: { ...grant, resource: printEntry(entry) }, matches });
      }
    }
  }
  return grants.filter(({ matches }) => matches !== false);
}
