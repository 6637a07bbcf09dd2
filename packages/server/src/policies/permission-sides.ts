import { effectivePermissions, PERMISSIONS_MILLISECONDS, type Rights } from '@keyward/policy';
import type { PermissionSides } from './analyst.ts';

/**
 * What rights allow, and what each side of them would allow alone, with the attributes of the holder in place: all in the time of
 * one question.
 */
export function permissionSides(rights: Rights, clock: () => number): PermissionSides {
  const { parts, catalogue } = rights;
  const milliseconds = PERMISSIONS_MILLISECONDS / (parts.length === 1 ? 1 : parts.length + 1);
  const listed = (some: Rights['parts']) =>
    effectivePermissions({ ...rights, parts: some }, catalogue, clock, milliseconds);
  const whole = listed(parts);
  const sides = parts.map(
    (part) => [part.implicitDeny.part, parts.length === 1 ? whole : listed([part])] as const,
  );
  return { whole, ...Object.fromEntries(sides) };
}
