import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deployment } from '../deployment/deployment.ts';
import { GRANTING_ACTS, NOTES_USES, OTHER_ACTS } from '../grants/granting-acts.ts';
import { addRouteHook } from './add-route-hook.ts';

/**
 * Every answer to a change says from when on it holds everywhere, in milliseconds since 1970: on each node, and in each program
 * that verifies by itself (RULINGS 21). On the node that answers it holds already, also what another of its workers is telling of and this
 * call found so: whoever repeats a call is not told that something has ended before it has. Only of a change whose worker was stopped between
 * its commit and its message nobody knows: it holds by that time, as on other nodes, and not before the answer.
 */
export function announceEffect(app: FastifyInstance, { clock, maxStalenessMs, fellows }: Deployment): void {
  addRouteHook(
    app,
    ({ schema }) => changesSomething(schema?.operationId),
    'onSend',
    async (_request: FastifyRequest, reply: FastifyReply) => {
      await fellows?.settle();
      if (reply.statusCode >= 300) return;
      reply.header('keyward-effective-everywhere-by', String(clock.now() + maxStalenessMs));
    },
  );
}

function changesSomething(operationId = ''): boolean {
  return operationId in GRANTING_ACTS || !CHANGES_NO_RIGHT.has(OTHER_ACTS[operationId] ?? STORES_NOTHING);
}

const STORES_NOTHING = 'stores nothing';
const CHANGES_NO_RIGHT: ReadonlySet<string> = new Set([STORES_NOTHING, NOTES_USES]);
