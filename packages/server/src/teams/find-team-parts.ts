import { Failure } from '../failure.ts';
import { maySeeMember } from '../members/require-manageable.ts';
import { maySeeRole } from '../roles/get-role.ts';
import { requireCustomRoles } from '../roles/require-custom-roles.ts';
import type { Role } from '../roles/role.ts';
import type { Reads } from '../storage/store.ts';
import type { Principal } from '../verification/principal.ts';

const SHOWN_LENGTH = 60;

/**
 * @param field what named them, for the error
 * @throws Failure `invalid_request` that names a member who does not exist or may not be seen
 */
export async function requireMembers(
  { teams }: Reads,
  principal: Principal,
  field: string,
  memberIds: readonly string[],
): Promise<void> {
  const visible = memberIds.filter((id) => maySeeMember(principal, id));
  const found = new Set((await teams.listMembersById(principal.accountId, visible)).map(({ id }) => id));
  const unknown = memberIds.find((id) => !found.has(id));
  if (unknown === undefined) return;
  throw new Failure('invalid_request', `\`${field}\`: there is no member \`${shown(unknown)}\``);
}

/**
 * The roles of these keys that exist and may be seen, each once, and the keys that name none.
 *
 * @throws Failure `feature_disabled`
 */
export async function findRolesByKey(
  { roles }: Reads,
  principal: Principal,
  keys: readonly string[],
): Promise<{ readonly found: readonly Role[]; readonly unknown: readonly string[] }> {
  if (keys.length > 0) requireCustomRoles(principal);
  const found: Role[] = [];
  const unknown: string[] = [];
  for (const key of new Set(keys)) {
    const role = await roles.findRole(principal.accountId, key);
    if (role === undefined || !maySeeRole(principal, role)) unknown.push(shown(key));
    else if (!found.some(({ id }) => id === role.id)) found.push(role);
  }
  return { found, unknown };
}

function shown(text: string): string {
  return text.slice(0, SHOWN_LENGTH);
}
