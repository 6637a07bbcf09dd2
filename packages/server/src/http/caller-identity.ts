import { actingMember, type Principal } from '../verification/principal.ts';

export const CALLER_IDENTITY_PATH = '/api/v2/caller-identity';

/** Who calls, with its fields in the order in which the description of the API has them. */
export function callerIdentity(principal: Principal) {
  const { accountId, authKind } = principal;
  const member = actingMember(principal);
  const ofMember = member && { memberId: member.id };
  if (authKind !== 'token') return { accountId, authKind, ...ofMember };
  const { kind, name, id } = principal.token;
  return {
    accountId,
    authKind,
    tokenKind: kind,
    tokenName: name,
    tokenId: id,
    ...ofMember,
    serviceToken: kind === 'service',
  };
}
