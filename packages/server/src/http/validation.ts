import type { FastifySchemaValidationError } from 'fastify/types/schema.js';

const PLACES: Readonly<Record<string, string>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

/** Says in one sentence which field is wrong and what it takes. The value itself is not repeated. */
export function describeValidation(errors: readonly FastifySchemaValidationError[], context: string): Error {
  const [error] = errors;
  const place = PLACES[context] ?? context;
  if (error === undefined) return new Error(`the ${place} is not valid`);
  const field = error.instancePath.slice(1).replaceAll('~1', '/').replaceAll('~0', '~').replaceAll('/', '.');
  return new Error(`${field === '' ? `the ${place}` : `\`${field}\``}: ${describe(error)}`);
}

function describe({ keyword, params, message }: FastifySchemaValidationError): string {
  const { additionalProperty, allowedValues, allowedValue, limit, type, missingProperty } = params;
  switch (keyword) {
    case 'additionalProperties':
      return `unknown field \`${String(additionalProperty).slice(0, 60)}\``;
    case 'required':
      return `the field \`${missingProperty}\` is missing`;
    case 'enum':
      return `must be one of ${(allowedValues as unknown[]).map((value) => `\`${value}\``).join(', ')}`;
    case 'const':
      return `must be \`${allowedValue}\``;
    case 'type':
      return `must be of type ${type}`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minLength':
      return `must have at least ${limit} characters`;
    case 'maxItems':
      return `must have at most ${limit} entries`;
    default:
      return message ?? 'is not valid';
  }
}
