import { Type } from 'typebox';
import type { Deployment } from '../../deployment/deployment.ts';
import type { Metrics } from '../metrics.ts';
import { enumOf } from '../schemas/enum.ts';
import { errorResponses } from '../schemas/error.ts';
import type { App } from './route.ts';

/** For the operator's probes: outside the API, without access tokens, not in its description. */
export function operationRoutes(app: App, deployment: Deployment): void {
  const probe = (...statuses: readonly string[]) => ({
    config: { isPublic: true },
    schema: { hide: true, response: { 200: Type.Object({ status: enumOf(statuses) }), ...errorResponses() } },
    logLevel: 'warn' as const,
  });

  app.get('/healthz', probe('ok'), async () => ({ status: 'ok' }));

  app.get('/readyz', probe('ready', 'waiting for set-up'), async () => {
    deployment.epoch.requireServing();
    await deployment.store.checkWritable();
    const isSetUp = await deployment.store.reads.accounts.hasAccount();
    return { status: isSetUp ? 'ready' : 'waiting for set-up' };
  });
}

/** Prometheus text, on the main listener or on one of its own. */
export function metricsRoute(app: App, metrics: Metrics): void {
  const options = {
    config: { isPublic: true },
    schema: { hide: true, response: { 200: Type.String(), ...errorResponses() } },
    logLevel: 'warn' as const,
  };
  app.get('/metrics', options, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
