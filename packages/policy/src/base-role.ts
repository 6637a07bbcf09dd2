import type { Catalogue } from './catalogue.ts';
import type { AccessLevel, ResourceType } from './resource-type.ts';
import type { Policy, Statement } from './statement.ts';

export const BASE_ROLES = ['no_access', 'reader', 'writer', 'admin', 'owner'] as const;

/** The roles that exist without being made. Each allows all that the one before it allows. */
export type BaseRole = (typeof BASE_ROLES)[number];

/**
 * The policy of a base role, made from the access levels of the catalogue. A writer's and an admin's is
 * everything less what lies above their level, so that types and actions still unknown are theirs to use and
 * to grant; a reader's is a list, so that they are not the reader's.
 */
export function baseRolePolicy(role: BaseRole, catalogue: Catalogue): Policy {
  const types = [...catalogue.types.values()];
  switch (role) {
    case 'no_access':
      return [];
    case 'reader':
      return types.flatMap((type) => allowActions(type, ['read']));
    case 'writer':
      return everythingWithin(['read', 'write'], types);
    case 'admin':
      return everythingWithin(['read', 'write', 'admin'], types);
    case 'owner':
      return [{ effect: 'allow', resources: ['*'], actions: ['*'] }];
  }
}

/** What `basePermissions: reader` puts into a custom role: a reader's rights, and making tokens. */
export function basePermissionsPolicy(role: BaseRole, catalogue: Catalogue): Policy {
  if (role !== 'reader') return baseRolePolicy(role, catalogue);
  const makeTokens: Statement = {
    effect: 'allow',
    resources: ['member/*:token/*'],
    actions: ['createAccessToken'],
  };
  return [...baseRolePolicy(role, catalogue), makeTokens];
}

function everythingWithin(within: readonly AccessLevel[], types: readonly ResourceType[]): Policy {
  const restricted = types.filter(
    (type) => ![type.otherActions, ...Object.values(type.actions)].every((level) => within.includes(level)),
  );
  const notResources = restricted.flatMap((type) => type.chains);
  const unrestricted: Statement =
    restricted.length === 0
      ? { effect: 'allow', resources: ['*'], actions: ['*'] }
      : { effect: 'allow', notResources, actions: ['*'] };
  const rest = restricted.flatMap((type) =>
    within.includes(type.otherActions) ? allowAllBut(type, within) : allowActions(type, within),
  );
  return [unrestricted, ...rest];
}

function allowActions(type: ResourceType, within: readonly AccessLevel[]): Policy {
  const actions = actionsWithin(type, within);
  return actions.length === 0 ? [] : [{ effect: 'allow', resources: type.chains, actions }];
}

function allowAllBut(type: ResourceType, within: readonly AccessLevel[]): Policy {
  const allowed = actionsWithin(type, within);
  const notActions = Object.keys(type.actions).filter((action) => !allowed.includes(action));
  return [{ effect: 'allow', resources: type.chains, notActions }];
}

function actionsWithin(type: ResourceType, within: readonly AccessLevel[]): string[] {
  return Object.keys(type.actions).filter((action) => within.includes(type.actions[action] ?? 'owner'));
}
