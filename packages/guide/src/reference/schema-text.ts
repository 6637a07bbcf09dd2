import type { Schema } from './openapi-document.ts';

/** The page of all schemas. */
export const SCHEMAS = '/docs/reference/schemas';

/** A schema as a section of the page of schemas. */
export function schemaSection(name: string, schema: Schema): string {
  const description = schema.description === undefined ? '' : `${sentence(schema.description)}\n\n`;
  const fields = fieldTable(schema);
  const body = fields === '' ? `${typeText(schema)}${limitText(schema)}.\n` : fields;
  return `## ${name} {#${name}}\n\n${description}${body}`;
}

/** The fields of an object as a table, empty for what has none. */
export function fieldTable(schema: Schema): string {
  const rows = fieldRows(schema, '');
  if (rows.length === 0) return '';
  return `| Field | Type | Means |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function fieldRows(schema: Schema, before: string): string[] {
  const parts = [schema, ...(schema.allOf ?? [])];
  return parts.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).flatMap(([name, field]) => {
      const path = `${before}${name}`;
      const optional = required.includes(name) ? '' : 'optional. ';
      const means = `${optional}${cell(field.description ?? '')}${limitText(field)}`;
      const inner = field.type === 'array' && field.items ? field.items : field;
      const suffix = inner === field ? '.' : '[].';
      return [`| \`${path}\` | ${typeText(field)} | ${means} |`, ...fieldRows(inner, `${path}${suffix}`)];
    }),
  );
}

/** What a value is, in a few words, with a link where the type has a name. */
export function typeText(schema: Schema): string {
  const { $ref, anyOf, oneOf, items, additionalProperties } = schema;
  if ($ref !== undefined) {
    const name = $ref.split('/').at(-1);
    return `[${name}](${SCHEMAS}#${name})`;
  }
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined)
    return schema.enum.map((value) => `\`${value === '' ? '""' : value}\``).join(', ');
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return [...new Set(choices.map(typeText))].join(' or ');
  const type = [schema.type ?? 'any value'].flat().join(' or ');
  if (type === 'array') return items === undefined ? 'list' : `list of ${typeText(items)}`;
  if (type === 'object' && typeof additionalProperties === 'object')
    return `object of ${typeText(additionalProperties)}`;
  return type;
}

function limitText({ minimum, maximum, minLength, maxLength, maxItems }: Schema): string {
  const limits = [
    range(minimum, maximum, ''),
    range(minLength, maxLength, ' characters'),
    range(undefined, maxItems, ' entries'),
  ].filter((text) => text !== '');
  return limits.length === 0 ? '' : ` (${limits.join('; ')})`;
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return '';
  if (least === undefined) return `at most ${most}${unit}`;
  return most === undefined ? `at least ${least}${unit}` : `${least} to ${most}${unit}`;
}

/** A text as it may stand in a cell of a table. */
export function cell(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('<', '&lt;')))
    .join('')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ');
}

export function sentence(text: string): string {
  return /[.:]$/.test(text) ? text : `${text}.`;
}
