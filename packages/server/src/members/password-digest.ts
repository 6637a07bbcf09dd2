import crypto from 'node:crypto';
import { promisify } from 'node:util';
import { Failure } from '../failure.ts';
import { Gate } from '../gate.ts';
import { isSameDigest } from '../tokens/secret-digest.ts';

/** OWASP ASVS 5.0 appendix C: argon2id with at least 46 MiB, one pass, one lane. */
const PARAMETERS: Parameters = { memory: 47_104, passes: 1, parallelism: 1 };
/**
 * Each digest takes 46 MiB and one of Node's four threads for files and look-ups of names: a crowd that signs in waits
 * here, and past a few seconds' worth it is turned away.
 */
export const DIGEST_LIMITS = { atOnce: 4, waiting: 64 } as const;
const RETRY_SECONDS = 2;

const gate = new Gate(DIGEST_LIMITS, () => {
  return new Failure('service_unavailable', 'Too many passwords are being looked at. Try again later.', {
    retryAfterSeconds: RETRY_SECONDS,
  });
});

const SALT_BYTES = 16;
const TAG_BYTES = 32;

export const PASSWORD_MINIMUM_LENGTH = 12;
export const PASSWORD_MAXIMUM_LENGTH = 256;

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** A password is too short or too long. The message never holds it. */
export class PasswordRefused extends Error {
  override readonly name = 'PasswordRefused';
}

/**
 * The slow digest of a password, in the PHC string format (argon2id).
 *
 * @throws PasswordRefused, Failure `service_unavailable`
 */
export async function digestPassword(password: string): Promise<string> {
  const length = [...password].length;
  if (length < PASSWORD_MINIMUM_LENGTH || length > PASSWORD_MAXIMUM_LENGTH) {
    throw new PasswordRefused(
      `the password has ${length} characters; give ${PASSWORD_MINIMUM_LENGTH} to ${PASSWORD_MAXIMUM_LENGTH}`,
    );
  }
  const salt = crypto.randomBytes(SALT_BYTES);
  return phcText(PARAMETERS, salt, await argon2id(password, salt, PARAMETERS, TAG_BYTES));
}

/**
 * Whether a password is the one of a digest, compared in constant time. Costs what the digest asks for, whatever
 * the answer.
 *
 * @throws Failure `service_unavailable`, Error when the digest is no argon2id in PHC form
 */
export async function isPasswordOf(digest: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(digest) ?? [];
  if (tag === '') throw new Error('a stored password digest is not argon2id in PHC form');
  const parameters = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
  const expected = Buffer.from(tag, 'base64');
  const found = await argon2id(password, Buffer.from(salt, 'base64'), parameters, expected.length);
  return isSameDigest(found, expected);
}

/** A digest that no password has: comparing with it takes as long as comparing with a real one. */
export const DIGEST_OF_NOTHING = phcText(PARAMETERS, Buffer.alloc(SALT_BYTES), Buffer.alloc(TAG_BYTES));

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function argon2id(
  password: string,
  nonce: Buffer,
  parameters: Parameters,
  tagLength: number,
): Promise<Buffer> {
  const message = password.normalize('NFKC');
  return gate.pass(() => promisify(crypto.argon2)('argon2id', { ...parameters, tagLength, message, nonce }));
}

function phcText({ memory, passes, parallelism }: Parameters, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** The PHC string format takes base64 without padding. */
function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
