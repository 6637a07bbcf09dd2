import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { maySeeRole } from '../roles/get-role.ts';
import type { TokenCondition } from '../storage/token-list-store.ts';
import type { Principal } from '../verification/principal.ts';
import type { TokenRole } from './token-scope.ts';

const BASE_ROLES: readonly TokenRole[] = ['reader', 'writer', 'admin', 'owner'];

/**
 * The tokens whose scope is one of these roles, or holds it: base roles, or custom ones by key or id.
 *
 * @throws Failure `invalid_request` for a role that does not exist or may not be seen
 */
export async function roleCondition(
  { store }: Deployment,
  principal: Principal,
  names: readonly string[],
): Promise<TokenCondition> {
  const baseRoles = BASE_ROLES.filter((role) => names.includes(role));
  const customRoleIds: string[] = [];
  for (const name of names.filter((each) => !BASE_ROLES.some((role) => role === each))) {
    const role = await store.reads.roles.findRole(principal.accountId, name);
    if (role === undefined || !maySeeRole(principal, role)) {
      throw new Failure('invalid_request', `\`role\`: there is no role \`${name.slice(0, 60)}\``, {
        hint: `give ${BASE_ROLES.map((each) => `\`${each}\``).join(', ')} or the key or id of a custom role; several with \`|\` between them`,
      });
    }
    customRoleIds.push(role.id);
  }
  return { baseRoles, customRoleIds };
}
