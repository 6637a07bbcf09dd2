import { type BaseRole, basePermissionsPolicy, baseRolePolicy } from './base-role.ts';
import type { Catalogue } from './catalogue.ts';
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts';
import type { Decision, RightsPart } from './decision.ts';
import { Expansion } from './expansion.ts';
import type { Plan } from './plan.ts';
import type { RoleAttributes } from './role-attributes.ts';
import type { Policy } from './statement.ts';

export interface NamedRole {
  readonly key: string;
  readonly policy: Policy;
  /** The base role that the policy starts from; its own denies take from that too. Default `no_access`. */
  readonly basePermissions?: BaseRole;
  /** For a role that comes through a team: the attributes of the team. Read nowhere else. */
  readonly roleAttributes?: RoleAttributes;
}

/** What the policy of a token is called where a role is named. */
export const INLINE_ROLE = 'inlineRole';

/** What the role of a policy is called that nobody holds: a question about the policy alone. */
export const BARE_POLICY_ROLE = 'policy';

/** A member, as far as rights go. */
export interface Holder {
  readonly role: BaseRole;
  /** Given directly: one or more of them replace the base role. */
  readonly customRoles?: readonly NamedRole[];
  /** Given through teams: added to whatever the member has. */
  readonly teamRoles?: readonly NamedRole[];
  readonly roleAttributes?: RoleAttributes;
}

/** What a token was made for. */
export type Scope =
  | { readonly role: BaseRole }
  | { readonly customRoles: readonly NamedRole[] }
  | { readonly inlineRole: Policy };

/**
 * Whose rights: a personal token has a scope and a holder and may do what both allow; a service token has a
 * scope alone; a member signed in is a holder alone. With neither, nothing is allowed.
 */
export interface RightsSource {
  readonly scope?: Scope;
  readonly holder?: Holder;
}

/** Rights made ready for many decisions. All parts must allow; inside a part one role is enough. */
export interface Rights {
  readonly catalogue: Catalogue;
  readonly parts: readonly [CompiledPart, ...CompiledPart[]];
}

export interface CompiledPart {
  readonly roles: readonly CompiledRole[];
  /** The decision when no statement of any role matches. */
  readonly implicitDeny: Decision;
}

export interface CompiledRole {
  readonly key: string;
  readonly part: RightsPart;
  /** Set when the policy was made from the catalogue. */
  readonly base: BaseRole | undefined;
  readonly policy: CompiledPolicy;
  /** The statements before those of `basePermissions`; none of a base role. */
  readonly ownStatements: number;
  /** By chain and action, made when first needed; their number is bounded. */
  readonly plans: Map<string, Map<string, Plan>>;
  /** By statement, made when first needed. */
  readonly decisions: (Decision | undefined)[];
}

/**
 * Reads all policies once, with the attributes of the holder or of the team in place. Statements whose placeholders
 * would together become more than `MAX_EXPANDED_ENTRIES` entries cannot be read. Never throws.
 */
export function compileRights(source: RightsSource, catalogue: Catalogue): Rights {
  const roles = baseRolesOf(source);
  if (roles === undefined) return compileAll(source, catalogue);
  const known = baseRights.get(catalogue) ?? new Map<string, Rights>();
  baseRights.set(catalogue, known);
  const rights = known.get(roles) ?? compileAll(source, catalogue);
  known.set(roles, rights);
  return rights;
}

/**
 * Rights of base roles alone, by catalogue and roles: whoever has the same shares them, so that the decisions of a million tokens
 * stay in the cache of the processor.
 */
const baseRights = new WeakMap<Catalogue, Map<string, Rights>>();

/** What the source names, when that is nothing but base roles. */
function baseRolesOf({ scope, holder }: RightsSource): string | undefined {
  if (scope !== undefined && !('role' in scope)) return undefined;
  const written = (holder?.customRoles?.length ?? 0) + (holder?.teamRoles?.length ?? 0);
  return written === 0 ? [scope?.role, holder?.role].join(' ') : undefined;
}

function compileAll({ scope, holder }: RightsSource, catalogue: Catalogue): Rights {
  const expansion = new Expansion();
  const ofScope = makePart('scope', compileScope(scope, holder, catalogue, expansion));
  if (!holder) return { catalogue, parts: [ofScope] };
  const ofHolder = makePart('holder', compileHolder(holder, catalogue, expansion));
  return { catalogue, parts: scope ? [ofScope, ofHolder] : [ofHolder] };
}

function makePart(part: RightsPart, roles: readonly CompiledRole[]): CompiledPart {
  const implicitDeny = {
    allowed: false,
    outcome: 'implicit_deny',
    part,
    role: null,
    statement: null,
  } as const;
  return { roles, implicitDeny };
}

function compileScope(
  scope: Scope | undefined,
  holder: Holder | undefined,
  catalogue: Catalogue,
  expansion: Expansion,
): CompiledRole[] {
  if (!scope) return [];
  if ('role' in scope) return [compileBaseRole('scope', scope.role, catalogue)];
  const attributes = holder?.roleAttributes ?? {};
  const roles = 'inlineRole' in scope ? [{ key: INLINE_ROLE, policy: scope.inlineRole }] : scope.customRoles;
  return roles.map((role) => compileRole('scope', role, attributes, catalogue, expansion));
}

function compileHolder(holder: Holder, catalogue: Catalogue, expansion: Expansion): CompiledRole[] {
  const { customRoles = [], teamRoles = [], roleAttributes = {} } = holder;
  const direct =
    customRoles.length === 0
      ? [compileBaseRole('holder', holder.role, catalogue)]
      : customRoles.map((role) => compileRole('holder', role, roleAttributes, catalogue, expansion));
  const throughTeams = teamRoles.map((role) =>
    compileRole('holder', role, role.roleAttributes ?? {}, catalogue, expansion),
  );
  return [...direct, ...throughTeams];
}

function compileRole(
  part: RightsPart,
  { key, policy, basePermissions = 'no_access' }: NamedRole,
  attributes: RoleAttributes,
  catalogue: Catalogue,
  expansion: Expansion,
): CompiledRole {
  const whole = [...policy, ...basePermissionsPolicy(basePermissions, catalogue)];
  return makeRole(part, key, undefined, compilePolicy(whole, attributes, expansion), policy.length);
}

/** Base roles by catalogue and part: every principal of an account has the same ones. */
const baseRoles = new WeakMap<Catalogue, Map<string, CompiledRole>>();

function compileBaseRole(part: RightsPart, role: BaseRole, catalogue: Catalogue): CompiledRole {
  const known = baseRoles.get(catalogue) ?? new Map<string, CompiledRole>();
  baseRoles.set(catalogue, known);
  const id = `${part} ${role}`;
  const compiled =
    known.get(id) ?? makeRole(part, role, role, compilePolicy(baseRolePolicy(role, catalogue), {}), 0);
  known.set(id, compiled);
  return compiled;
}

function makeRole(
  part: RightsPart,
  key: string,
  base: BaseRole | undefined,
  policy: CompiledPolicy,
  ownStatements: number,
): CompiledRole {
  return { key, part, base, policy, ownStatements, plans: new Map(), decisions: [] };
}
