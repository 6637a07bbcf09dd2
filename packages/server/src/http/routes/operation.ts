import { Type } from 'typebox';
import type { Deployment } from '../../deployment/deployment.ts';
import { Failure } from '../../failure.ts';
import type { FellowWorkers } from '../../workers/fellow-workers.ts';
import type { Metrics } from '../metrics.ts';
import { enumOf } from '../schemas/enum.ts';
import { errorResponses } from '../schemas/error.ts';
import type { App } from './route.ts';

/** For the operator's probes: outside the API, without access tokens, not in its description. */
export function operationRoutes(app: App, deployment: Deployment): void {
  aliveRoute(app);

  app.get('/readyz', probe('ready', 'waiting for set-up'), async () => {
    deployment.epoch.requireServing();
    requireReliable(deployment);
    await deployment.store.checkWritable();
    const isSetUp = await deployment.store.reads.accounts.hasAccount();
    return { status: isSetUp ? 'ready' : 'waiting for set-up' };
  });
}

/** Whether the process is alive. */
export function aliveRoute(app: App): void {
  app.get('/healthz', probe('ok'), async () => ({ status: 'ok' }));
}

function probe(...statuses: readonly string[]) {
  return {
    config: { isPublic: true },
    schema: { hide: true, response: { 200: Type.Object({ status: enumOf(statuses) }), ...errorResponses() } },
    logLevel: 'warn' as const,
  };
}

/** @throws Failure `service_unavailable` while what this node answers would have to be taken back */
function requireReliable({ clock, lease }: Deployment): void {
  const doubt = lease.isHeld() ? clock.doubt?.() : 'this node has not heard of changes for too long';
  if (doubt !== undefined) throw new Failure('service_unavailable', doubt, { retryAfterSeconds: 1 });
}

/** Prometheus text of all workers, on the main listener or on one of its own. */
export function metricsRoute(app: App, { registry }: Metrics, fellows: FellowWorkers | undefined): void {
  const options = {
    config: { isPublic: true },
    schema: { hide: true, response: { 200: Type.String(), ...errorResponses() } },
    logLevel: 'warn' as const,
  };
  app.get('/metrics', options, async (_request, reply) =>
    reply
      .type(registry.contentType)
      .send(await (fellows === undefined ? registry.metrics() : fellows.collectMetrics())),
  );
}
