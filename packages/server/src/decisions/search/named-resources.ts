import { setImmediate } from 'node:timers/promises';
import { type Policy, parseResourceSpecifier } from '@keyward/policy';
import type { Deployment } from '../../deployment/deployment.ts';
import { Failure } from '../../failure.ts';
import { listVisibleRoles } from '../../roles/get-role.ts';
import type { AccessToken } from '../../tokens/access-token.ts';
import { maySeeToken } from '../../tokens/visible-tokens.ts';
import type { Principal } from '../../verification/principal.ts';

/** As many as one answer to a search may be chosen from. */
const NAMES_LIMIT = 100_000;

/**
 * The ids of the resources of a type that policies name one by one: those of the roles that the principal may see, and of the
 * token itself. What a policy names by a pattern alone is known to nobody.
 *
 * @throws Failure `invalid_request` when there are too many
 */
export async function listNamedResources(
  deployment: Deployment,
  principal: Principal,
  type: string,
  token: AccessToken | undefined,
): Promise<readonly string[]> {
  const roles = await listVisibleRoles(deployment, principal);
  const ofToken = token && 'inlineRole' in token.scope && maySeeToken(principal, token);
  const policies = roles.map(({ policy }) => policy);
  const found = new Set<string>();
  for (const policy of ofToken ? [...policies, token.scope.inlineRole] : policies) {
    await setImmediate();
    for (const id of namesIn(policy, type)) found.add(id);
    if (found.size > NAMES_LIMIT) {
      throw new Failure('invalid_request', `policies name over ${NAMES_LIMIT} resources of that type`, {
        hint: 'ask about the resources that you know of, with `/access/v1/evaluations`',
      });
    }
  }
  return [...found];
}

/** Its own resources, and those on the way to others: `customer/c1:invoice/*` names a customer. */
function* namesIn(policy: Policy, type: string): Generator<string, void, void> {
  for (const { resources = [], notResources = [] } of policy) {
    for (const text of [...resources, ...notResources]) {
      // Most entries are of other types: that is found out before anything is taken apart.
      if (!text.includes(`${type}/`)) continue;
      yield* namesOf(text, type);
    }
  }
}

function* namesOf(text: string, type: string): Generator<string, void, void> {
  const parsed = parseResourceSpecifier(text);
  if (!parsed.ok) return;
  const path: string[] = [];
  for (const segment of parsed.specifier.segments) {
    const { name } = segment;
    if (name !== undefined && /[*$]/.test(name)) return;
    path.push(name === undefined ? segment.type : `${segment.type}/${name}`);
    if (segment.type === type && name !== undefined) yield path.length === 1 ? name : path.join(':');
  }
}
