import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Static } from 'typebox';
import type { Deployment } from '../deployment/deployment.ts';
import { GRANTING_ACTS, NOTES_USES, OTHER_ACTS } from '../grants/granting-acts.ts';
import { addRouteHook } from './add-route-hook.ts';
import { REPLAYED } from './idempotency.ts';
import { DryRunQuerySchema } from './schemas/account-settings.ts';

const HEADER = 'keyward-effective-everywhere-by';

/**
 * Every answer to a change says from when on it holds everywhere, in milliseconds since 1970: on each node, and in each program
 * that verifies by itself (RULINGS 21). A header says so, and a field of the same name where the body is an object; neither is stored.
 * On the node that answers it holds already, also what another of its workers is telling of and this call found so: whoever repeats a call is not told that something has ended before it has. Only of a change whose worker was stopped between
 * its commit and its message nobody knows: it holds by that time, as on other nodes, and not before the answer.
 */
export function announceEffect(app: FastifyInstance, { clock, maxStalenessMs, fellows }: Deployment): void {
  const isChange = ({ schema }: RouteOptions) => changesSomething(schema?.operationId);

  async function announce(reply: FastifyReply): Promise<number> {
    await fellows?.settle();
    const everywhereBy = clock.now() + maxStalenessMs;
    reply.header(HEADER, String(everywhereBy));
    return everywhereBy;
  }

  addRouteHook(
    app,
    isChange,
    'preSerialization',
    async (request: FastifyRequest, reply: FastifyReply, body: unknown) =>
      isChanged(request, reply)
        ? { ...(body as object), effectiveEverywhereBy: await announce(reply) }
        : body,
  );
  addRouteHook(
    app,
    isChange,
    'onSend',
    async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
      if (reply.hasHeader(HEADER)) return;
      const first = reply.hasHeader(REPLAYED) ? announcedIn(payload) : undefined;
      if (first === undefined && isChanged(request, reply)) await announce(reply);
      else await fellows?.settle();
      if (first !== undefined) reply.header(HEADER, String(first));
    },
  );
}

function isChanged(request: FastifyRequest, { statusCode }: FastifyReply): boolean {
  return statusCode < 300 && statusCode !== ACCEPTED && !isTrial(request);
}

/** Whether the call only asks what it would change. To a route that knows no `dryRun` the word means nothing. */
function isTrial({ query, routeOptions }: FastifyRequest): boolean {
  return (
    routeOptions.schema?.querystring === DryRunQuerySchema &&
    (query as Static<typeof DryRunQuerySchema>).dryRun === 'true'
  );
}

/** What the first answer said stays true of its change when it is repeated, also once that time has passed. */
function announcedIn(payload: unknown): number | undefined {
  if (typeof payload !== 'string' || !payload.startsWith('{')) return undefined;
  return (JSON.parse(payload) as { readonly effectiveEverywhereBy?: number }).effectiveEverywhereBy;
}

function changesSomething(operationId = ''): boolean {
  return operationId in GRANTING_ACTS || !CHANGES_NO_RIGHT.has(OTHER_ACTS[operationId] ?? STORES_NOTHING);
}

/** What was asked for has not happened yet. */
const ACCEPTED = 202;

const STORES_NOTHING = 'stores nothing';
const CHANGES_NO_RIGHT: ReadonlySet<string> = new Set([STORES_NOTHING, NOTES_USES]);
