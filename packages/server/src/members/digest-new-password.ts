import { Failure } from '../failure.ts';
import { digestPassword, PasswordRefused } from './password-digest.ts';

/**
 * The digest of a password that somebody chose.
 *
 * @param field names it in the refusal
 * @throws Failure `invalid_request` that says what is wrong with its length
 */
export async function digestNewPassword(field: string, password: string): Promise<string> {
  try {
    return await digestPassword(password);
  } catch (error) {
    if (!(error instanceof PasswordRefused)) throw error;
    throw new Failure('invalid_request', `\`${field}\`: ${error.message}`);
  }
}
