import { newObjectId } from '../object-id.ts';
import type { TokenReference } from '../storage/token-store.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import { tokenResource } from './access-token.ts';
import { hasTokenAccess, isOwnToken, type TokenAction } from './token-access.ts';

export interface Access {
  readonly action: TokenAction;
  readonly resource: string;
}

/** What a principal may do to something, and what not. */
export interface Accesses {
  readonly allowed: readonly Access[];
  readonly denied: readonly Access[];
}

const ON_ANY: readonly TokenAction[] = [
  'deleteAccessToken',
  'resetAccessToken',
  'updateAccessTokenAllowedIps',
  'updateAccessTokenDescription',
  'updateAccessTokenExpiry',
  'updateAccessTokenName',
  'updateAccessTokenStatus',
  'updateAccessTokenTags',
];

/** What a principal may do to one token. That it must hold what others gain is judged when it is done. */
export function tokenAccesses(principal: Principal, token: TokenReference): Accesses {
  const actions = token.kind === 'service' ? ON_ANY : [...ON_ANY, 'updateAccessTokenPolicy' as const];
  return partition(actions, tokenResource(token), (action) => {
    const isForeign = token.kind === 'personal' && !isOwnToken(principal, token);
    // A new secret goes to nobody but the holder.
    if (action === 'resetAccessToken' && isForeign) return false;
    return hasTokenAccess(principal, action, token);
  });
}

/** Whether a principal may make tokens: personal ones where it acts for a member, and service tokens. */
export function creationAccesses(principal: Principal): Accesses {
  const id = newObjectId();
  const member = actingMember(principal);
  const kinds = [
    ...(member ? [{ id, kind: 'personal', memberId: member.id, tags: [] } as const] : []),
    { id, kind: 'service', memberId: principal.member.id, tags: [] } as const,
  ];
  const each = kinds.map((token) =>
    partition(['createAccessToken'], tokenResource(token).replace(id, '*'), (action) =>
      hasTokenAccess(principal, action, token),
    ),
  );
  return { allowed: each.flatMap((one) => one.allowed), denied: each.flatMap((one) => one.denied) };
}

function partition(
  actions: readonly TokenAction[],
  resource: string,
  isAllowed: (action: TokenAction) => boolean,
): Accesses {
  const allowed = actions.filter(isAllowed);
  const denied = actions.filter((action) => !allowed.includes(action));
  const on = (action: TokenAction) => ({ action, resource });
  return { allowed: allowed.map(on), denied: denied.map(on) };
}
