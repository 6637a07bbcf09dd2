import type { AccessRequest } from './access-request.ts';
import { BASE_ROLES } from './base-role.ts';
import type { CompiledStatement } from './compile-policy.ts';
import { decideEffective } from './decide.ts';
import type { Edit, NearMiss, SmallestChange } from './explanation.ts';
import { PRESET_ROLE_PREFIX } from './preset-role.ts';
import { type CompiledPart, type CompiledRole, compileRights, INLINE_ROLE, type Rights } from './rights.ts';
import { describeStatement, isBarePolicy, nameRole, nameStatement } from './sentence.ts';
import type { Policy, Statement } from './statement.ts';
import { validatePolicy } from './validate-policy.ts';
import { applyingStatements, type Verdict } from './verdict.ts';

/**
 * The edits after which a refused request is allowed. Each refusing part is mended by itself, so what the edits
 * of one part give is not taken away by another. Undefined where a statement would be needed that cannot be stored.
 */
export function findSmallestChange(
  rights: Rights,
  request: AccessRequest,
  verdicts: readonly Verdict[],
  nearMisses: readonly NearMiss[],
): SmallestChange | undefined {
  const edits: Edit[] = [];
  for (const part of rights.parts) {
    const refused = verdicts.filter((verdict) => verdict.part === part && !verdict.decision.allowed);
    if (refused.length === 0) continue;
    const preferred = preferredRoles(part, nearMisses);
    const ofPart = isBaseRoleScope(part)
      ? raiseBaseRole(rights, request)
      : mendPart(part, refused, preferred);
    if (!ofPart || !canBeStored(ofPart, rights)) return undefined;
    edits.push(...ofPart);
  }
  return { edits, sentence: `To allow it, ${edits.map((edit) => describe(edit, rights)).join('; and ')}.` };
}

function isBaseRoleScope({ roles }: CompiledPart): boolean {
  return roles.some(({ part, base }) => part === 'scope' && base !== undefined);
}

function raiseBaseRole({ catalogue }: Rights, request: AccessRequest): Edit[] | undefined {
  const role = BASE_ROLES.find(
    (each) => decideEffective(compileRights({ scope: { role: each } }, catalogue), request).allowed,
  );
  return role && [{ kind: 'set_base_role', part: 'scope', role }];
}

/** Roles that came near first, so that a statement goes where its like already are. */
function preferredRoles(part: CompiledPart, nearMisses: readonly NearMiss[]): readonly CompiledRole[] {
  const near = nearMisses.filter((miss) => miss.part === part.implicitDeny.part).map(({ role }) => role);
  const rank = ({ key }: CompiledRole) => (near.includes(key) ? near.indexOf(key) : near.length);
  return part.roles.filter(isEditable).toSorted((a, b) => rank(a) - rank(b));
}

function isEditable({ base, key }: CompiledRole): boolean {
  return base === undefined && !key.startsWith(PRESET_ROLE_PREFIX);
}

/** What mends one refusal: edits of a role, or nothing but a new role. */
interface Mending {
  readonly verdict: Verdict;
  readonly edits: readonly Edit[] | undefined;
}

function mendPart(part: CompiledPart, refused: readonly Verdict[], roles: readonly CompiledRole[]): Edit[] {
  const isInline = part.roles.some(({ key }) => part.implicitDeny.part === 'scope' && key === INLINE_ROLE);
  const canAddRole = !isInline && !isBarePolicy(part);
  const mendings = refused.map((verdict): Mending => {
    const cheapest = roles
      .map((role) => mendRole(role, verdict))
      .reduce<Edit[] | undefined>(
        (best, each) => (best && best.length <= each.length ? best : each),
        undefined,
      );
    const isWorthIt = cheapest !== undefined && (cheapest.length === 1 || !canAddRole);
    return { verdict, edits: isWorthIt ? cheapest : undefined };
  });
  const needed = withoutCovered(mendings, roles);
  const edits = needed.flatMap(({ edits = [] }) => edits);
  const ofNewRole = needed
    .filter((mending) => mending.edits === undefined)
    .map(({ verdict }) => allowing(verdict));
  if (ofNewRole.length > 0) {
    edits.push({ kind: 'add_role', part: part.implicitDeny.part, policy: ofNewRole });
  }
  return withoutRepeats(edits);
}

/** What mends one refusal may mend another by the way: that one then needs no edits of its own. */
function withoutCovered(mendings: readonly Mending[], roles: readonly CompiledRole[]): Mending[] {
  const needed = [...mendings];
  for (const mending of mendings) {
    const others = needed.filter((other) => other !== mending);
    const made = new Set(others.flatMap(({ edits = [] }) => edits).map((edit) => JSON.stringify(edit)));
    const isCovered = roles.some((role) =>
      mendRole(role, mending.verdict).every((edit) => made.has(JSON.stringify(edit))),
    );
    if (isCovered) needed.splice(needed.indexOf(mending), 1);
  }
  return needed;
}

/** The edits of one role after which it allows what a part refused. */
function mendRole(role: CompiledRole, verdict: Verdict): Edit[] {
  const applying = applyingStatements(role, verdict.check);
  const removals = applying
    .filter(({ effect }) => effect === 'deny')
    .map(
      ({ index }): Edit => ({ kind: 'remove_statement', part: role.part, role: role.key, statement: index }),
    );
  if (applying.some(isAllow)) return removals;
  const addition = { part: role.part, role: role.key, statement: allowing(verdict) };
  return [...removals, { kind: 'add_statement', ...addition }];
}

function isAllow({ effect }: CompiledStatement): boolean {
  return effect === 'allow';
}

function allowing({ check }: Verdict): Statement {
  return { effect: 'allow', resources: [check.resource], actions: [check.action] };
}

/** One deny may refuse the action and a view. */
function withoutRepeats(edits: readonly Edit[]): Edit[] {
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
}

function canBeStored(edits: readonly Edit[], { catalogue }: Rights): boolean {
  const added: Policy = edits.flatMap((edit) => {
    if (edit.kind === 'add_statement') return [edit.statement];
    return edit.kind === 'add_role' ? edit.policy : [];
  });
  const isLiteral = added.every(({ actions = [] }) => actions.every((action) => !action.includes('*')));
  return isLiteral && validatePolicy(added, catalogue).every(({ severity }) => severity === 'warning');
}

function describe(edit: Edit, { parts }: Rights): string {
  const roleOf = (key: string) => ({
    part: edit.part,
    key,
    base: undefined,
    ownStatements: Number.POSITIVE_INFINITY,
  });
  switch (edit.kind) {
    case 'add_statement':
      return `add to ${nameRole(roleOf(edit.role))}: ${describeStatement(edit.statement)}`;
    case 'remove_statement': {
      const role = parts
        .flatMap(({ roles }) => roles)
        .find(({ part, key }) => part === edit.part && key === edit.role);
      const source = role?.policy.statements[edit.statement]?.source;
      const words = source ? ` (${describeStatement(source)})` : '';
      return `remove ${nameStatement(roleOf(edit.role), edit.statement)}${words}`;
    }
    case 'add_role': {
      const how =
        edit.part === 'holder' ? 'give the member, through a team, a role with' : 'add a custom role with';
      return `${how}: ${edit.policy.map(describeStatement).join('; ')}`;
    }
    case 'set_base_role':
      return `give the token the base role \`${edit.role}\``;
  }
}
