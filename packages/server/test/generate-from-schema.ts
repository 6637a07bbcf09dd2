/** Values made from the published description of the API. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly minItems?: number;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
}

export interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly parameters?: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly schema: Schema;
}

export const spec: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
} = JSON.parse(readFileSync(new URL('../../../spec/openapi.json', import.meta.url), 'utf8'));

export function resolve(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (spec.components.schemas[name] ?? {});
}

export const text = (maxLength = 300) =>
  fc.oneof(
    fc.string({ maxLength }),
    fc.string({ unit: 'grapheme', maxLength }),
    fc.constantFrom('', 'ci', '\u202e', '💥'),
  );

export function valid(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((option) => valid(resolve(option))));
  if (schema.properties !== undefined) return object(schema);
  if (schema.patternProperties !== undefined) return dictionary(Object.entries(schema.patternProperties)[0]);
  if (typeof schema.additionalProperties === 'object')
    return dictionary(['^[a-z]{1,5}$', schema.additionalProperties]);
  switch (schema.type) {
    case 'string':
      if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
      return text(Math.min(schema.maxLength ?? 300, 300));
    case 'integer':
      return fc.integer({
        min: schema.minimum ?? -5,
        max: schema.minimum === undefined ? 5 : 4_102_444_800_000,
      });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.oneof(
        { weight: schema.minItems === undefined ? 4 : 0, arbitrary: fc.constant([]) },
        {
          weight: 1,
          arbitrary: fc.array(valid(resolve(schema.items ?? {})), {
            minLength: schema.minItems ?? 0,
            maxLength: Math.min(schema.maxItems ?? 3, 3),
          }),
        },
      );
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function dictionary([pattern, schema]: [string, Schema] = ['', {}]): fc.Arbitrary<Record<string, unknown>> {
  return fc.dictionary(fc.stringMatching(new RegExp(pattern)), valid(resolve(schema)), { maxKeys: 3 });
}

export function object({ properties = {}, required = [] }: Schema): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, valid(resolve(field))]),
  );
  return fc.record(fields, { requiredKeys: [...required] });
}
