import { readFileSync } from 'node:fs';
import { visit } from 'jsonc-parser';
import { ConfigRefused } from '../config-refused.ts';
import { Failure } from '../failure.ts';
import { type GatewayRoute, ROUTE_KEY, ROUTE_METHOD } from './gateway-route.ts';
import { requireReadableRoute } from './require-valid-route.ts';
import { isSamePlace } from './same-place.ts';

const ACCOUNT_ID = /^[0-9a-f]{24}$/;
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
    Object.entries(accounts).map(([accountId, routes]) => {
      const where = `\`${accountId}\``;
      if (!ACCOUNT_ID.test(accountId)) {
        throw refusal(file, where, 'this is no id of an account: give its 24 digits of 0 to 9 and a to f');
      }
      return [accountId, routesFrom(objectOf(routes, file, where), file, where)];
    }),
  );
}

function routesFrom(
  fields: Readonly<Record<string, unknown>>,
  file: string,
  account: string,
): readonly GatewayRoute[] {
  const routes: GatewayRoute[] = [];
  for (const [key, value] of Object.entries(fields)) {
    const where = `${account}, \`${key}\``;
    const route = routeFrom(key, objectOf(value, file, where), (sentence) => refusal(file, where, sentence));
    const same = routes.find((other) => isSamePlace(other, route));
    if (same !== undefined)
      throw refusal(file, where, `the route \`${same.key}\` decides on these requests already`);
    routes.push(route);
  }
  return routes;
}

function parse(file: string): unknown {
  let text: string;
  let value: unknown;
  try {
    text = readFileSync(file, 'utf8');
    value = JSON.parse(text);
  } catch (error) {
    throw refusal(file, 'the file', `this cannot be read as JSON: ${(error as Error).message}`);
  }
  refuseKeyTwice(text, file);
  return value;
}

/** Of two equal keys `JSON.parse` would keep the last. @throws ConfigRefused */
function refuseKeyTwice(text: string, file: string): void {
  const objects: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void objects.push(new Set()),
    onObjectEnd: () => void objects.pop(),
    onObjectProperty(key) {
      const keys = objects.at(-1);
      if (keys?.has(key)) throw refusal(file, 'the file', `the key \`${key}\` stands there twice`);
      keys?.add(key);
    },
  });
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
