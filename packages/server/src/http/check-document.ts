import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Failure } from '../failure.ts';
import { describeValidation } from './validation.ts';

/**
 * Makes a check of what a patch left behind, which no route schema sees.
 *
 * @returns a function that throws Failure `invalid_request` naming the field
 */
export function documentCheck<T extends TSchema>(schema: T): (document: unknown) => Static<T> {
  const validator = Compile(schema);
  return (document) => {
    if (validator.Check(document)) return document as Static<T>;
    const errors = validator.Errors(document);
    throw new Failure('invalid_request', describeValidation(errors as never, 'body').message);
  };
}
