import type { Member } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { ROLES } from './member-search.ts';

/** `Writer`; roles that were given directly take the place of the base role. */
export function roleText({ role, customRoles }: Pick<Member, 'role' | 'customRoles'>): string {
  if (customRoles.length > 0) return counted(customRoles.length, 'custom role');
  return ROLES.find(({ value }) => value === role)?.label ?? role;
}
