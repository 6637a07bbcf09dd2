import type { PreviousSecret } from '../storage/token-store.ts';
import type { AccessToken } from './access-token.ts';

/** What the API shows of a token itself, and so what the audit log keeps of it: of secrets, their last four characters. */
export function tokenSnapshot(token: AccessToken) {
  const { scope } = token;
  return {
    _id: token.id,
    memberId: token.memberId,
    name: token.name,
    description: token.description,
    creationDate: token.createdAt,
    lastModified: token.modifiedAt,
    customRoleIds: 'customRoleIds' in scope ? [...scope.customRoleIds] : [],
    inlineRole: 'inlineRole' in scope ? [...scope.inlineRole] : [],
    ...('role' in scope && { role: scope.role }),
    token: token.lastFour,
    serviceToken: token.kind === 'service',
    defaultApiVersion: token.defaultApiVersion,
    disabled: token.disabledAt !== null,
    allowedIps: [...token.allowedIps],
    tags: [...token.tags],
    ...(token.expiresAt !== null && { expiry: token.expiresAt }),
  };
}

export function previousSecretSnapshot(secret: PreviousSecret) {
  return {
    _id: secret.id,
    ending: secret.lastFour,
    supersededAt: secret.supersededAt,
    expiry: secret.endsAt,
  };
}
