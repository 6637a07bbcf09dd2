import type { IncomingMessage } from 'node:http';
import type { OriginalRequest } from '../../gateway-routes/route-table.ts';

/** Where a gateway of each kind says what its client asked for. Nothing else that is forwarded is looked at. */
const SOURCES = {
  nginx: ofHeaders('x-original-method', 'x-original-uri'),
  haproxy: ofHeaders('x-original-method', 'x-original-uri'),
  traefik: ofHeaders('x-forwarded-method', 'x-forwarded-uri'),
  caddy: ofHeaders('x-forwarded-method', 'x-forwarded-uri'),
  apisix: ofHeaders('x-forwarded-method', 'x-forwarded-uri'),
  envoy: ({ method = '' }: IncomingMessage, rest: string) => ({ method, target: rest }),
} as const;

/** A question of a gateway, as its address says. */
export interface ForwardedQuestion {
  readonly accountId: string;
  /** Undefined when the gateway did not say what its client asked for, or said it twice. */
  readonly original: OriginalRequest | undefined;
}

const ADDRESS =
  /^(?<route>\/forward-auth\/(?<account>[0-9a-f]{24})\/(?<dialect>[a-z]{1,16}))(?<rest>[/?].*)?$/s;
const ROOT = '/forward-auth';

/** As Fastify knows it: what the client asked for is left out. */
export const FORWARD_AUTH_ROUTE = `${ROOT}/:account/:dialect`;

/**
 * The route of a question without what its client asked for: that stands behind it as it came, and no router may read it.
 * Undefined for every other request.
 */
export function forwardAuthRoute({ url = '' }: IncomingMessage): string | undefined {
  const isQuestion = url.startsWith(`${ROOT}/`) || url === ROOT || url.startsWith(`${ROOT}?`);
  return isQuestion ? (ADDRESS.exec(url)?.groups?.route ?? ROOT) : undefined;
}

/** @returns undefined for an address that is none of a question */
export function readQuestion(raw: IncomingMessage, url: string): ForwardedQuestion | undefined {
  const { account, dialect = '', rest = '' } = ADDRESS.exec(url)?.groups ?? {};
  if (account === undefined || !isDialect(dialect)) return undefined;
  return { accountId: account, original: SOURCES[dialect](raw, rest) };
}

function isDialect(name: string): name is keyof typeof SOURCES {
  return Object.hasOwn(SOURCES, name);
}

function ofHeaders(methodName: string, targetName: string) {
  return (raw: IncomingMessage): OriginalRequest | undefined => {
    const [method, target] = [onlyHeader(raw, methodName), onlyHeader(raw, targetName)];
    return method === undefined || target === undefined ? undefined : { method, target };
  };
}

/** From the raw headers: of two Node keeps the first of some names and joins those of others. */
function onlyHeader({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  let found: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() !== name) continue;
    if (found !== undefined) return undefined;
    found = rawHeaders[index + 1];
  }
  return found;
}
