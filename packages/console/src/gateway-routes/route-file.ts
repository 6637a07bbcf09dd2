import type { GatewayRoute } from '../app/keyward.ts';

export interface WrittenRoute {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly resource: string;
  readonly action: string;
}

/** The form of the file that `KEYWARD_GATEWAY_ROUTES` names, with the routes of this account. */
export function routeFileOf(accountId: string, routes: readonly GatewayRoute[]): string {
  const lines = routes.map(({ key, method, path, resource, action }) => [
    key,
    { method, path, resource, action },
  ]);
  return `${JSON.stringify({ [accountId]: Object.fromEntries(lines) }, undefined, 2)}\n`;
}

const FIELDS = ['method', 'path', 'resource', 'action'] as const;

/**
 * Reads the routes of this account. What they may hold is for the service to judge.
 *
 * @throws Error in words for whoever chose the file
 */
export function routesInFile(text: string, accountId: string): readonly WrittenRoute[] {
  const accounts = objectOf(parsed(text), 'The file');
  if (keysIn(text) > keysOf(accounts)) throw new Error('A key stands twice in the same object.');
  const own = accounts[accountId];
  if (own === undefined)
    throw new Error(`The file has no routes of this organization, whose id is ${accountId}.`);
  return Object.entries(objectOf(own, accountId)).map(([key, value]) => {
    const fields = objectOf(value, key);
    const isWhole = FIELDS.every((name) => typeof fields[name] === 'string');
    if (!isWhole || Object.keys(fields).length > FIELDS.length)
      throw new Error(`${key} must have method, path, resource and action, and nothing else.`);
    return { key, ...(fields as Omit<WrittenRoute, 'key'>) };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('This is no JSON.');
  }
}

function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error(`${what} must be an object.`);
}

/** How many keys the text has: strings before a colon. `JSON.parse` keeps one of two that are equal. */
function keysIn(text: string): number {
  return text.match(/"(?:[^"\\]|\\.)*"\s*:?/g)?.filter((part) => part.endsWith(':')).length ?? 0;
}

function keysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, each) => sum + keysOf(each), own);
}
