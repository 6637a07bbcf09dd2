import type { Role } from '../app/keyward.ts';

/** What whoever makes a role has to be allowed. */
export const CREATING_ROLES = [{ action: 'createRole', resource: 'role/any' }];

const EDITING = {
  name: 'updateName',
  description: 'updateDescription',
  base: 'updateBasePermissions',
  policy: 'updatePolicy',
} as const;

/** Why the viewer cannot change a field of the role; a field that they may change is not there. */
export type FieldReasons = Readonly<Partial<Record<keyof typeof EDITING, string>>>;

/** Each field has an action of its own. */
export function fieldReasons(role: Role): FieldReasons {
  const reasons = Object.entries(EDITING).map(([field, action]) => [field, reasonAgainst(role, action)]);
  return Object.fromEntries(reasons.filter(([, reason]) => reason !== undefined));
}

/** Why the viewer cannot change anything of the role. */
export function reasonAgainstEditing(role: Role): string | undefined {
  const reasons = fieldReasons(role);
  return Object.keys(reasons).length === Object.keys(EDITING).length ? reasons.policy : undefined;
}

/** Why the viewer cannot do this to the role. */
export function reasonAgainst({ preset, _access }: Role, action: string): string | undefined {
  if (preset) return 'Roles that come with Keyward stay as they are; clone it to change it';
  const isDenied = _access.denied.some((access) => access.action === action);
  return isDenied ? `Needs \`${action}\`, which your role does not allow` : undefined;
}
