import { setImmediate } from 'node:timers/promises';
import { type Catalogue, type PolicyProblem, validatePolicy } from '@keyward/policy';
import { Failure } from '../failure.ts';
import { listGatewayRoutes } from '../gateway-routes/list-gateway-routes.ts';
import { accessProblem } from '../gateway-routes/require-valid-route.ts';
import { maySeeRole } from '../roles/get-role.ts';
import type { Role } from '../roles/role.ts';
import type { Page } from '../storage/page.ts';
import type { Changes, Reads } from '../storage/store.ts';
import { maySeeToken } from '../tokens/visible-tokens.ts';
import type { Principal } from '../verification/principal.ts';

const EVERY_ROLE: Page = { limit: 100_000, offset: 0 };

/** The policies that were looked at, each with the version in which it was. */
export type JudgedPolicies = ReadonlyMap<string, number>;

/**
 * A type in use cannot vanish: a policy or a gateway route that could be stored before a change can be stored after it. Looks at
 * every stored policy, before the transaction and letting others in between.
 *
 * @throws Failure `conflict` that names one whose policy would lose its meaning, and in its reason all that the principal may see
 */
export async function requirePoliciesReadable(
  reads: Pick<Reads, 'tokens' | 'roles'>,
  principal: Principal,
  before: Catalogue,
  after: Catalogue,
): Promise<JudgedPolicies> {
  const { accountId } = principal;
  const judged = new Map<string, number>();
  const broken: Broken[] = [];
  const roles = await reads.roles.listRoles(accountId, EVERY_ROLE);
  const policies = [
    ...(await reads.tokens.listInlineRoles(accountId)).map(({ tokenId, version, policy }) => {
      return { kind: 'token', name: tokenId, id: tokenId, version, policy } as const;
    }),
    ...roles.map(({ key, id, version, policy }) => {
      return { kind: 'role', name: key, id, version, policy } as const;
    }),
  ];
  for (const { kind, name, id, version, policy } of policies) {
    await setImmediate();
    judged.set(id, version);
    const [lost] = errorsOf(policy, after);
    if (lost === undefined || errorsOf(policy, before).length > 0) continue;
    broken.push({ kind, name, why: lost.message });
  }
  for (const route of principal.routes.stored) {
    const problem = accessProblem(route, after);
    if (problem === undefined || accessProblem(route, before) !== undefined) continue;
    broken.push({ kind: 'gateway route', name: route.key, why: problem.message });
  }
  if (broken.length > 0) throw conflictOver(broken.length, await seenBy(principal, reads, broken, roles));
  return judged;
}

/** What would lose its meaning, and by what. */
interface Broken {
  readonly kind: 'token' | 'role' | 'gateway route';
  readonly name: string;
  readonly why: string;
}

const LISTED = 100;

/** Those that the principal may know of. */
async function seenBy(
  principal: Principal,
  reads: Pick<Reads, 'tokens'>,
  broken: readonly Broken[],
  roles: readonly Role[],
): Promise<readonly Broken[]> {
  const ids = broken.filter(({ kind }) => kind === 'token').map(({ name }) => name);
  const seen = new Set(listGatewayRoutes(principal).map(({ key }) => `gateway route ${key}`));
  for (const { token } of await reads.tokens.findTokens(principal.accountId, ids)) {
    if (maySeeToken(principal, token)) seen.add(`token ${token.id}`);
  }
  for (const role of roles) if (maySeeRole(principal, role)) seen.add(`role ${role.key}`);
  return broken.filter(({ kind, name }) => seen.has(`${kind} ${name}`));
}

function conflictOver(totalCount: number, broken: readonly Broken[]): Failure {
  const [first] = broken;
  const words = first
    ? `the ${first.kind} \`${first.name}\` needs what this would take away: ${first.why}`
    : 'what you may not see needs what this would take away';
  const namesOf = (wanted: Broken['kind']) =>
    broken
      .filter((each) => each.kind === wanted)
      .slice(0, LISTED)
      .map((each) => each.name);
  return new Failure('conflict', words, {
    hint: 'delete or change the tokens, roles and gateway routes that use the type first',
    reason: {
      kind: 'in_use',
      totalCount,
      tokens: namesOf('token'),
      roles: namesOf('role'),
      gatewayRoutes: namesOf('gateway route'),
    },
  });
}

/** @throws Failure `optimistic_locking_error` when a policy was stored since they were looked at */
export async function requireNoOtherPolicies(
  changes: Changes,
  accountId: string,
  judged: JudgedPolicies,
): Promise<void> {
  const ofTokens = await changes.tokens.listInlineVersions(accountId);
  const ofRoles = await changes.roles.listRoleVersions(accountId);
  const areSame =
    ofTokens.every(({ tokenId, version }) => judged.get(tokenId) === version) &&
    ofRoles.every(({ id, version }) => judged.get(id) === version);
  if (areSame) return;
  throw new Failure('optimistic_locking_error', 'A policy was stored during the call. Try again later.');
}

function errorsOf(policy: unknown, catalogue: Catalogue): readonly PolicyProblem[] {
  return validatePolicy(policy, catalogue).filter(({ severity }) => severity === 'error');
}
