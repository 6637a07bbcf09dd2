import type { Policy } from '@keyward/policy';
import { accessDenied, decideFor } from '../grants/require-access.ts';
import type { TokenReference } from '../storage/token-store.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import { tokenResource } from './access-token.ts';

/** What one does to access tokens, as policies name it. */
export type TokenAction =
  | 'createAccessToken'
  | 'deleteAccessToken'
  | 'resetAccessToken'
  | 'updateAccessTokenAllowedIps'
  | 'updateAccessTokenDescription'
  | 'updateAccessTokenExpiry'
  | 'updateAccessTokenName'
  | 'updateAccessTokenPolicy'
  | 'updateAccessTokenStatus'
  | 'updateAccessTokenTags'
  | 'viewToken';

/** What a member who is signed in may do to their own personal tokens, whatever the role. */
export const SELF_SERVICE_POLICY: Policy = [
  {
    effect: 'allow',
    resources: ['member/*:token/*'],
    actions: [
      'createAccessToken',
      'deleteAccessToken',
      'resetAccessToken',
      'updateAccessTokenAllowedIps',
      'updateAccessTokenDescription',
      'updateAccessTokenExpiry',
      'updateAccessTokenName',
      'updateAccessTokenPolicy',
      'updateAccessTokenStatus',
      'updateAccessTokenTags',
      'viewToken',
    ],
  },
];

/**
 * Whether the principal may do this to a token. A member who is signed in manages their own personal tokens whatever
 * the role, unless a role that they hold denies just that or the account has switched it off; a token needs the right in its policy.
 */
export function hasTokenAccess(principal: Principal, action: TokenAction, token: TokenReference): boolean {
  const { allowed, outcome } = decideFor(principal, {
    action,
    resource: tokenResource(token),
    tags: { [token.kind === 'service' ? 'service-token' : 'token']: token.tags },
  });
  if (allowed) return true;
  return isSelfService(principal, token) && outcome !== 'explicit_deny';
}

/** Every action on tokens is among those of `SELF_SERVICE_POLICY`. */
function isSelfService(principal: Principal, token: TokenReference): boolean {
  const isOn = principal.authKind === 'session' && principal.settings.selfServiceTokens;
  return isOn && isOwnToken(principal, token);
}

/** @throws Failure `forbidden` that names the access */
export function requireTokenAccess(principal: Principal, action: TokenAction, token: TokenReference): void {
  if (!hasTokenAccess(principal, action, token)) throw accessDenied(principal, action, tokenResource(token));
}

/** Whether a token is a personal one of the member for whom the principal acts. */
export function isOwnToken(principal: Principal, { kind, memberId }: TokenReference): boolean {
  return kind === 'personal' && memberId === actingMember(principal)?.id;
}
