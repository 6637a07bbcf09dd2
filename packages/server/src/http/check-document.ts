import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
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
    const errors = validator.Errors(document).map((error) => ({ ...error, params: singular(error) }));
    throw new Failure('invalid_request', describeValidation(errors, 'body').message);
  };
}

/** The first of the fields that TypeBox lists, under the names that Ajv, which checks what routes take, has for it. */
function singular(error: TLocalizedValidationError): Readonly<Record<string, string>> {
  const { keyword, params } = error;
  if (keyword === 'required') return { missingProperty: params.requiredProperties[0] ?? '' };
  if (keyword === 'additionalProperties') return { additionalProperty: params.additionalProperties[0] ?? '' };
  return { ...params } as unknown as Readonly<Record<string, string>>;
}
