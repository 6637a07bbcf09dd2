import { Failure } from '../failure.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import type { Member } from './member.ts';

/**
 * The member record of the caller, always readable.
 *
 * @throws Failure `not_found` for a service token, which has no member
 */
export function getOwnMember(principal: Principal): Member {
  const member = actingMember(principal);
  if (member !== undefined) return member;
  throw new Failure('not_found', 'Invalid resource identifier', { hint: 'a service token has no member' });
}
