import { Failure } from '../failure.ts';
import type { AccessToken } from './access-token.ts';

/**
 * Whether the name that somebody typed is that of the token; one without a name is confirmed by its last four
 * characters. Nothing typed is nothing asked.
 *
 * @throws Failure `invalid_request`
 */
export function requireConfirmedName({ name, lastFour }: AccessToken, typed: string | undefined): void {
  if (typed === undefined || plain(typed) === plain(plain(name) === '' ? lastFour : name)) return;
  throw new Failure('invalid_request', '`confirmName` is not the name of the token', {
    hint: 'give the name, or the last four characters of a token without one',
  });
}

function plain(text: string): string {
  return text.normalize('NFKC').trim();
}
