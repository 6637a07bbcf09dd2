import type { components } from '@keyward/sdk';
import type { Option } from '../controls/select.tsx';
import { capitalized } from '../tokens/token-words.ts';
import { BASE_ROLES, type BaseRole, type Draft } from './draft.ts';

type Member = components['schemas']['Member'];
type ResourceType = components['schemas']['ResourceType'];

const LEVELS: Readonly<Record<BaseRole, readonly string[]>> = {
  reader: ['read'],
  writer: ['read', 'write'],
  admin: ['read', 'write', 'admin'],
  owner: ['read', 'write', 'admin', 'owner'],
};

/** How many of the listed actions a base role may do, and how many there are. */
export function actionCounts(types: readonly ResourceType[], role: BaseRole) {
  const levels = types.flatMap((type) => Object.values(type.actions));
  return { mine: levels.filter((level) => LEVELS[role].includes(level)).length, all: levels.length };
}

/**
 * What the menu offers. A base role above that of the viewer is out of reach, unless custom roles or teams give them
 * more than it: then the service judges.
 */
export function accessOptions(
  member: Member | undefined,
  types: readonly ResourceType[] | undefined,
  areCustomRolesOn: boolean,
): readonly Option<Draft['access']>[] {
  const hasOnlyBaseRole = member?.customRoles.length === 0 && member.teams.length === 0;
  const own = BASE_ROLES.indexOf(member?.role as BaseRole);
  const bases = BASE_ROLES.map((role, rank) => {
    const counts = types && actionCounts(types, role);
    const isBeyond = hasOnlyBaseRole && rank > own;
    return {
      value: role,
      label: capitalized(role),
      note: counts && `${counts.mine} of ${counts.all} actions`,
      reason: isBeyond ? `Beyond your own role, ${capitalized(member?.role ?? '')}` : undefined,
    };
  });
  const reason = areCustomRolesOn ? undefined : 'Custom roles are switched off in your organization';
  return [
    ...bases,
    { value: 'custom', label: 'Custom', note: 'Roles made in your organization, or provided', reason },
    { value: 'inline', label: 'Inline policy', note: 'A policy for this token only', reason },
  ];
}
