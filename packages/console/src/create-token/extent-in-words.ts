import type { components } from '@keyward/sdk';
import { capitalized } from '../tokens/token-words.ts';
import type { Beyond } from './own-reach.ts';
import { actionCounts } from './role-options.ts';
import type { BaseRole } from './scope.ts';

type Member = components['schemas']['Member'];
type ResourceType = components['schemas']['ResourceType'];

/**
 * How much a base role may do, and how that stands to what the viewer may do. Of somebody with more than a base role
 * nothing is said where no example speaks against it: only the service knows that nothing does.
 */
export function extentInWords(
  role: BaseRole,
  types: readonly ResourceType[] | undefined,
  beyond: Beyond | undefined,
  member: Member | undefined,
): string | undefined {
  if (types === undefined) return undefined;
  const { mine, all } = actionCounts(types, role);
  const extent = `${capitalized(role)} can do ${mine} of ${all} actions.`;
  if (beyond === undefined || member === undefined) return extent;
  if (beyond[role] !== undefined) return `${extent} ${beyond[role]}.`;
  const hasJustBaseRole = member.customRoles.length === 0 && member.teams.length === 0;
  return hasJustBaseRole
    ? `${extent} You are ${capitalized(member.role)}, so none of them is beyond you.`
    : extent;
}
