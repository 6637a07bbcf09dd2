import { Failure } from '../failure.ts';
import type { TokenWithMember } from '../storage/store.ts';

/**
 * Whether rights that were compared before the transaction are still those of the token inside it: its own, and those
 * of the member who bounds it.
 *
 * @throws Failure `optimistic_locking_error`
 */
export function requireSameToken(judged: TokenWithMember, found: TokenWithMember): void {
  const isSameHolder = found.token.kind === 'service' || found.member.version === judged.member.version;
  if (found.token.version !== judged.token.version || !isSameHolder) throw tokenChanged();
}

export function tokenChanged(): Failure {
  return new Failure('optimistic_locking_error', 'The token changed during the call. Try again later.');
}
