import type { components } from '@keyward/sdk';
import type { Option } from '../controls/select.tsx';
import { capitalized } from '../tokens/token-words.ts';
import type { Beyond } from './own-reach.ts';
import { BASE_ROLES, type BaseRole, type Scope } from './scope.ts';

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

/** What the menu offers: base roles with how much of everything they may do, or why they cannot be given. */
export function accessOptions(
  types: readonly ResourceType[] | undefined,
  beyond: Beyond,
  areCustomRolesOn: boolean,
): readonly Option<Scope['access']>[] {
  const bases = BASE_ROLES.map((role) => {
    const counts = types && actionCounts(types, role);
    const note = counts && `${counts.mine} of ${counts.all} actions`;
    return { value: role, label: capitalized(role), note, reason: beyond[role] };
  });
  const reason = areCustomRolesOn ? undefined : 'Custom roles are switched off in your organization';
  return [
    ...bases,
    { value: 'custom', label: 'Custom', note: 'Roles made in your organization, or provided', reason },
    { value: 'inline', label: 'Inline policy', note: 'A policy for this token only', reason },
  ];
}
