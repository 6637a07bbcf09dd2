import { Failure } from '../failure.ts';
import type { Principal, SessionPrincipal } from '../verification/principal.ts';

/**
 * The principal of a call that only somebody who is signed in may make.
 *
 * @throws Failure `forbidden` for a token
 */
export function requireSession(principal: Principal): SessionPrincipal {
  if (principal.authKind === 'session') return principal;
  throw new Failure('forbidden', 'an access token has no session', {
    hint: 'sign in with `POST /api/v2/session` and call with its cookie',
  });
}

export function sessionEnded(): Failure {
  return new Failure('unauthorized', 'The session has ended', { hint: 'sign in again' });
}
