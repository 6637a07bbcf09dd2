import type { OpenapiDocument, Schema } from './openapi-document.ts';

const DEEPEST = 5;
/** What fields of these names hold, where a schema alone does not say it. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  name: 'Nightly export',
  email: 'grace@example.com',
  role: 'reader',
  effect: 'allow',
  resources: ['service-token/*'],
  actions: ['viewAccessToken'],
  op: 'replace',
  path: '/name',
  value: 'Nightly export',
};

/** A small value of a schema: what is required, or the first field. */
export function exampleOf(schema: Schema, document: OpenapiDocument, name = '', depth = 0): unknown {
  if (schema.$ref !== undefined) {
    const target = document.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
    return target === undefined || depth > DEEPEST ? {} : exampleOf(target, document, name, depth + 1);
  }
  if (schema.const !== undefined) return schema.const;
  if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name];
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return exampleOf(choice, document, name, depth + 1);
  switch ([schema.type].flat()[0]) {
    case 'object':
      return exampleObject(schema, document, depth);
    case 'array':
      return schema.items === undefined || depth > DEEPEST
        ? []
        : [exampleOf(schema.items, document, name.replace(/s$/, ''), depth + 1)];
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return /id$/i.test(name) ? '0'.repeat(24) : (name || 'text').toUpperCase();
  }
}

function exampleObject(schema: Schema, document: OpenapiDocument, depth: number): unknown {
  const { properties = {}, required = [] } = schema;
  const names = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
  return Object.fromEntries(
    names.map((name) => [name, exampleOf(properties[name] ?? {}, document, name, depth + 1)]),
  );
}
