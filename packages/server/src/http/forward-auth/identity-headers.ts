import { scopeLabels } from '../../decisions/scope-labels.ts';
import { subjectOf } from '../../decisions/subject-of.ts';
import type { TokenPrincipal } from '../../verification/principal.ts';

/** On every answer that lets nobody in: a gateway that copies them still overwrites what its client sent. */
export const NO_IDENTITY = {
  'x-auth-subject': '',
  'x-auth-token-id': '',
  'x-auth-kind': '',
  'x-auth-role': '',
  'x-auth-account': '',
} as const;

/** Who calls, for the API behind the gateway. The role is labels with spaces between, and no rights. */
export function identityHeaders(principal: TokenPrincipal): Record<keyof typeof NO_IDENTITY, string> {
  const { token, accountId } = principal;
  return {
    'x-auth-subject': subjectOf(principal),
    'x-auth-token-id': token.id,
    'x-auth-kind': token.kind,
    'x-auth-role': scopeLabels(principal).join(' '),
    'x-auth-account': accountId,
  };
}
