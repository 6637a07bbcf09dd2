import type { Role } from '../app/keyward.ts';

/** What whoever makes a role has to be allowed. */
export const CREATING_ROLES = [{ action: 'createRole', resource: 'role/any' }];

/** Why the viewer cannot do this to the role. */
export function reasonAgainst({ preset, _access }: Role, action: string): string | undefined {
  if (preset) return 'Roles that come with Keyward stay as they are; clone it to change it';
  const isDenied = _access.denied.some((access) => access.action === action);
  return isDenied ? `Needs \`${action}\`, which your role does not allow` : undefined;
}
