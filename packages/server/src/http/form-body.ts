import { Failure } from '../failure.ts';
import { KEY_LIMIT } from './json-body.ts';

export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** The configuration of a route that takes a form, as OAuth's do, and answers errors as they do. */
export const OAUTH_FORM = {
  takesForm: true,
  isOauth: true,
  isBodyOptional: true,
  isRepeatable: true,
} as const;

/**
 * A form as OAuth takes it (RFC 6749 section 3.2): a parameter without a value counts as absent, one that is there twice is
 * refused, since two readers could take different ones.
 *
 * @throws Failure `invalid_request` that names the parameter
 */
export function parseFormBody(bytes: Buffer): Readonly<Record<string, string>> {
  // Not without a prototype: such objects are slow to validate. A text that is set as `__proto__` changes nothing.
  const fields: Record<string, string> = {};
  let count = 0;
  for (const [name, value] of new URLSearchParams(bytes.toString())) {
    if (Object.hasOwn(fields, name)) {
      throw new Failure('invalid_request', `the form has \`${name.slice(0, 40)}\` twice; send it once`);
    }
    if (++count > KEY_LIMIT) {
      throw new Failure('invalid_request', `the form has more than ${KEY_LIMIT} parameters`);
    }
    if (value !== '') fields[name] = value;
  }
  return fields;
}
