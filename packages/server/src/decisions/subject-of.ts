import type { TokenPrincipal } from '../verification/principal.ts';

/** For whom a token acts, as other services are told: its member, or a service token for itself. */
export function subjectOf({ token }: TokenPrincipal): string {
  return token.kind === 'personal' ? token.memberId : `service-token/${token.id}`;
}
