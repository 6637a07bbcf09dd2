import crypto from 'node:crypto';
import { promisify } from 'node:util';

const argon2 = promisify(crypto.argon2);

/** OWASP ASVS 5.0 appendix C: argon2id with at least 46 MiB, one pass, one lane. */
const PARAMETERS = { memory: 47_104, passes: 1, parallelism: 1, tagLength: 32 };
const SALT_BYTES = 16;

export const PASSWORD_MINIMUM_LENGTH = 12;
export const PASSWORD_MAXIMUM_LENGTH = 256;

/** A password is too short or too long. The message never holds it. */
export class PasswordRefused extends Error {
  override readonly name = 'PasswordRefused';
}

/**
 * The slow digest of a password, in the PHC string format (argon2id).
 *
 * @throws PasswordRefused
 */
export async function digestPassword(password: string): Promise<string> {
  const length = [...password].length;
  if (length < PASSWORD_MINIMUM_LENGTH || length > PASSWORD_MAXIMUM_LENGTH) {
    throw new PasswordRefused(
      `the password has ${length} characters; give ${PASSWORD_MINIMUM_LENGTH} to ${PASSWORD_MAXIMUM_LENGTH}`,
    );
  }
  const salt = crypto.randomBytes(SALT_BYTES);
  const tag = await argon2('argon2id', { ...PARAMETERS, message: password.normalize('NFKC'), nonce: salt });
  const { memory, passes, parallelism } = PARAMETERS;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** The PHC string format takes base64 without padding. */
function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
