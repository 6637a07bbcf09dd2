/**
 * What LaunchDarkly's published description demands of answers, so that clients generated from it can read them: every
 * required key, and the JSON type of every key that it knows. The official Go client refuses an answer without a required key.
 * `answers.json` holds its operations and schemas without prose.
 */
import { readFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** The name of the schema of an answer by its status. */
  readonly answers: Readonly<Record<string, string>>;
}

const {
  operations,
  schemas,
}: { operations: readonly Operation[]; schemas: Readonly<Record<string, Schema>> } = JSON.parse(
  readFileSync(new URL('answers.json', import.meta.url), 'utf8'),
);

const routes = operations.map((operation) => ({
  ...operation,
  pattern: new RegExp(
    `^${operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'id' ? '(?:me|[0-9a-f]{24})' : '[^/]+'))}$`,
  ),
}));

/** The operations of LaunchDarkly's that Keyward answers too. */
export const LAUNCHDARKLY_OPERATIONS: readonly string[] = operations.map(({ operationId }) => operationId);

/** One sentence for each fault of an answer; none for an operation that LaunchDarkly does not have. */
export function answerFaults(method: string, url: string, status: number, body: string): readonly string[] {
  const path = url.split('?', 1)[0] ?? '';
  const wanted =
    method === 'HEAD'
      ? undefined
      : routes.find((route) => route.method === method && route.pattern.test(path));
  const name = status >= 400 && path.startsWith('/api/v2') ? 'Error' : wanted?.answers[status];
  if (name === undefined || body === '') return [];
  return faultsOf({ $ref: name }, JSON.parse(body), `${method} ${path} ${status}`);
}

function faultsOf(schema: Schema, value: unknown, place: string): readonly string[] {
  const {
    type,
    required = [],
    properties = {},
    additionalProperties,
    items,
  } = schema.$ref === undefined ? schema : (schemas[schema.$ref] ?? {});
  if (value === null) return [];
  if (type !== undefined && !hasType(value, type)) return [`${place} is no ${type}`];
  if (Array.isArray(value)) {
    return items === undefined
      ? []
      : value.flatMap((each, index) => faultsOf(items, each, `${place}[${index}]`));
  }
  if (typeof value !== 'object') return [];
  const missing = required.filter((key) => !(key in value)).map((key) => `${place} lacks \`${key}\``);
  const inside = Object.entries(value).flatMap(([key, each]) => {
    const known = properties[key] ?? additionalProperties;
    return known === undefined ? [] : faultsOf(known, each, `${place}.${key}`);
  });
  return [...missing, ...inside];
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value);
  return typeof value === type;
}
