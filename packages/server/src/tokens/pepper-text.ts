import { type Pepper, pepperFrom } from './secret-digest.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Reads a pepper as settings and files hold it: base64 of at least 32 bytes, white space at the ends ignored.
 *
 * @throws RangeError that says what is wrong, never what was given
 */
export function readPepperText(text: string): Pepper {
  const base64 = text.trim();
  if (!BASE64.test(base64))
    throw new RangeError('the pepper is not base64; make one with `openssl rand -base64 32`');
  return pepperFrom(Buffer.from(base64, 'base64'));
}
