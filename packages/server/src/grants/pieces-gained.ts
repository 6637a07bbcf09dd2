import type { Holder, NamedRole, RightsSource, RoleAttributes } from '@keyward/policy';
import { hasPlaceholders } from '../roles/widest-policy.ts';

/**
 * What somebody has after a change and had not before, piece by piece. The base role is a piece also while custom roles stand
 * in its place: it counts again with the last of them. A piece that is the same as before is none.
 */
export function piecesGained(before: Holder, after: Holder): readonly RightsSource[] {
  const [known, now] = [piecesOf(before), piecesOf(after)];
  const isNew = (name: string) => !known.names.has(name);
  const customRoles = now.direct.filter(({ name }) => isNew(name)).map(({ role }) => role);
  const teamRoles = now.throughTeams.filter(({ name }) => isNew(name)).map(({ role }) => role);
  const { roleAttributes = {} } = after;
  const roles: Holder = { role: 'no_access', customRoles, teamRoles, roleAttributes };
  return [
    ...(isNew(now.base) ? [{ holder: { role: after.role } }] : []),
    ...(customRoles.length + teamRoles.length > 0 ? [{ holder: roles }] : []),
  ];
}

function piecesOf({ role, customRoles = [], teamRoles = [], roleAttributes = {} }: Holder) {
  const base = `${role} ${customRoles.length === 0 ? 'counts' : 'waits'}`;
  const direct = customRoles.map((each) => named(each, roleAttributes));
  const throughTeams = teamRoles.map((each) => named(each, each.roleAttributes ?? {}));
  const names = new Set([base, ...[...direct, ...throughTeams].map(({ name }) => name)]);
  return { base, direct, throughTeams, names };
}

/** Attributes tell two pieces apart only where the policy asks for them. */
function named(role: NamedRole, attributes: RoleAttributes) {
  const { key, policy, basePermissions } = role;
  const name = JSON.stringify([key, policy, basePermissions, hasPlaceholders(policy) && attributes]);
  return { name, role };
}
