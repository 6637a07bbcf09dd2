import { effectivePermissions, type Rights } from '@keyward/policy';
import type { PermissionSides } from './analyst.ts';

/** What rights allow, and what each side of them would allow alone, with the attributes of the holder in place. */
export function permissionSides(rights: Rights, clock: () => number): PermissionSides {
  const { parts, catalogue } = rights;
  const listed = (some: Rights['parts']) =>
    effectivePermissions({ ...rights, parts: some }, catalogue, clock);
  const whole = listed(parts);
  const sides = parts.map(
    (part) => [part.implicitDeny.part, parts.length === 1 ? whole : listed([part])] as const,
  );
  return { whole, ...Object.fromEntries(sides) };
}
