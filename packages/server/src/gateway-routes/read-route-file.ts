import { readFileSync } from 'node:fs';
import { ConfigRefused } from '../config-refused.ts';
import { Failure } from '../failure.ts';
import { type GatewayRoute, ROUTE_KEY, ROUTE_METHOD } from './gateway-route.ts';
import { requireReadableRoute } from './require-valid-route.ts';

const FIELDS = ['method', 'path', 'resource', 'action'] as const;

/**
 * The routes that whoever runs the server wrote into a file: for each id of an account an object with routes by their keys.
 *
 * @throws ConfigRefused for a file that cannot be read, or holds anything else
 */
export function readRouteFile(file: string | undefined): ReadonlyMap<string, readonly GatewayRoute[]> {
  if (file === undefined) return new Map();
  const accounts = objectOf(parse(file), file, 'the file');
  return new Map(
    Object.entries(accounts).map(([accountId, routes]) => [
      accountId,
      Object.entries(objectOf(routes, file, `\`${accountId}\``)).map(([key, value]) => {
        const where = `\`${accountId}\`, \`${key}\``;
        return routeFrom(key, objectOf(value, file, where), (sentence) => refusal(file, where, sentence));
      }),
    ]),
  );
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw refusal(file, 'the file', `this cannot be read as JSON: ${(error as Error).message}`);
  }
}

function objectOf(value: unknown, file: string, where: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw refusal(file, where, 'this must be an object');
}

function routeFrom(
  key: string,
  fields: Readonly<Record<string, unknown>>,
  refuse: (sentence: string) => ConfigRefused,
): GatewayRoute {
  if (!new RegExp(ROUTE_KEY).test(key))
    throw refuse('the key of a route is lower-case letters, digits and dashes');
  const texts = FIELDS.filter((name) => typeof fields[name] === 'string');
  if (texts.length < FIELDS.length || Object.keys(fields).length > FIELDS.length)
    throw refuse(`give the texts ${FIELDS.map((name) => `\`${name}\``).join(', ')}, and nothing else`);
  const route = { key, ...(fields as Omit<Record<(typeof FIELDS)[number], string>, 'key'>) };
  if (!new RegExp(ROUTE_METHOD).test(route.method)) throw refuse('`method`: give one in upper case, or `*`');
  try {
    requireReadableRoute(route);
  } catch (error) {
    throw error instanceof Failure ? refuse(error.message) : error;
  }
  return route;
}

function refusal(file: string, where: string, sentence: string): ConfigRefused {
  return new ConfigRefused(`\`KEYWARD_GATEWAY_ROUTES\`: \`${file}\`, ${where}: ${sentence}`);
}
