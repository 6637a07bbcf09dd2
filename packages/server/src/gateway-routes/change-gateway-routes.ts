import type { Policy } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireAccess } from '../grants/require-access.ts';
import { requireHeld } from '../resource-types/require-held.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { GATEWAY_ROUTE_LIMIT, type GatewayRoute } from './gateway-route.ts';
import { foldSegment } from './normal-path.ts';
import { type PatternSegment, parsePathPattern, patternsOverlap } from './path-pattern.ts';
import { requireKnownAccess, requireReadableRoute } from './require-valid-route.ts';
import { specifierOf } from './resource-template.ts';
import { isSamePlace } from './same-place.ts';

/**
 * Writes a line of the table, or writes it anew.
 *
 * @returns whether it is new
 * @throws Failure `invalid_request`, `forbidden`, `conflict`, `optimistic_locking_error`
 */
export async function putGatewayRoute(
  deployment: Deployment,
  caller: Caller,
  route: GatewayRoute,
): Promise<{ readonly isNew: boolean }> {
  const { types, routes } = caller.principal;
  requireAccess(caller.principal, 'manageRoutes', 'acct');
  requireReadableRoute(route);
  requireKnownAccess(route, types.catalogue);
  refuseKeyOfFile(caller, route.key);
  const before = routes.stored.find(({ key }) => key === route.key);
  const others = [...routes.fromFile, ...routes.stored.filter((each) => each !== before)];
  const same = others.find((other) => isSamePlace(other, route));
  if (same !== undefined)
    throw new Failure('conflict', `the route \`${same.key}\` decides on these requests already`);
  if (before === undefined && routes.stored.length >= GATEWAY_ROUTE_LIMIT) {
    throw new Failure('invalid_request', `the account has ${GATEWAY_ROUTE_LIMIT} routes, which is the limit`);
  }
  await change(deployment, caller, { before, after: route });
  return { isNew: before === undefined };
}

/** @throws Failure `not_found`, `forbidden`, `conflict` for a line of the file, `optimistic_locking_error` */
export async function deleteGatewayRoute(deployment: Deployment, caller: Caller, key: string): Promise<void> {
  const before = caller.principal.routes.stored.find((route) => route.key === key);
  const isOfFile = caller.principal.routes.fromFile.some((route) => route.key === key);
  if (before === undefined && !isOfFile) throw new Failure('not_found', 'Invalid resource identifier');
  requireAccess(caller.principal, 'manageRoutes', 'acct');
  refuseKeyOfFile(caller, key);
  await change(deployment, caller, { before, after: undefined });
}

interface RouteChange {
  readonly before: GatewayRoute | undefined;
  readonly after: GatewayRoute | undefined;
}

async function change(deployment: Deployment, caller: Caller, { before, after }: RouteChange): Promise<void> {
  const { principal } = caller;
  const { accountId, routes, types } = principal;
  const key = after?.key ?? before?.key ?? '';
  await requireHeld(deployment, principal, accessesAround(caller, { before, after }), types);
  await changeAs(deployment, caller, async (changes) => {
    const stored = await changes.gatewayRoutes.listGatewayRoutes(accountId);
    if (JSON.stringify(stored) !== JSON.stringify(routes.stored)) {
      throw new Failure(
        'optimistic_locking_error',
        'The routes were changed during the call. Try again later.',
      );
    }
    if (after === undefined) await changes.gatewayRoutes.deleteGatewayRoute(accountId, key);
    else await changes.gatewayRoutes.putGatewayRoute(accountId, after);
    changes.recordChange({ accountId, kind: 'account', id: accountId });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action: 'manageRoutes',
      target: { kind: 'gateway-route', id: key, name: key, resource: 'acct' },
      verb: after === undefined ? 'deleted the gateway route' : 'set the gateway route',
      description: [before && `Was ${inWords(before)}`, after && `Is ${inWords(after)}`]
        .filter((part) => part !== undefined)
        .join('; '),
      ...(before && { previousVersion: before }),
      ...(after && { currentVersion: after }),
    });
  });
}

/**
 * What anybody could gain: requests that one line decided on are then decided on by another. Whoever changes it must hold the
 * accesses of the line, as it was and as it will be, and of every line for which it could step in or make way.
 */
function accessesAround({ principal: { routes } }: Caller, { before, after }: RouteChange): Policy {
  const changed = [before, after].filter((route) => route !== undefined);
  const patterns = changed.map(patternOf);
  const touched = [...routes.fromFile, ...routes.stored].filter((other) =>
    patterns.some((pattern) => patternsOverlap(pattern, patternOf(other), foldSegment)),
  );
  return [...changed, ...touched].map(({ resource, action }) => ({
    effect: 'allow',
    resources: [specifierOf(resource)],
    actions: [action],
  }));
}

/** A line that was stored can be read. */
function patternOf({ path }: GatewayRoute): readonly PatternSegment[] {
  return parsePathPattern(path) ?? [];
}

function refuseKeyOfFile({ principal }: Caller, key: string): void {
  if (!principal.routes.fromFile.some((route) => route.key === key)) return;
  throw new Failure('conflict', `the route \`${key}\` stands in the file of the server`, {
    hint: 'change it there: see `KEYWARD_GATEWAY_ROUTES`',
  });
}

function inWords({ method, path, action, resource }: GatewayRoute): string {
  return `\`${method} ${path}\` for \`${action}\` on \`${resource}\``;
}
