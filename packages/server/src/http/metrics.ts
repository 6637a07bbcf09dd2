import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What the service counts. Labels hold route patterns and codes only: never a path, an id or a name. */
export interface Metrics {
  readonly registry: Registry;
  readonly authentications: Counter<'outcome'>;
  readonly signIns: Counter<'outcome'>;
  /** Every request from its first byte to the end of its answer. */
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>;
}

const SECONDS_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    authentications: new Counter({
      name: 'keyward_authentications_total',
      help: 'Calls by what became of their access token',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    signIns: new Counter({
      name: 'keyward_sign_ins_total',
      help: 'Attempts to sign in by what became of them',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    requestSeconds: new Histogram({
      name: 'keyward_http_request_duration_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS_BUCKETS,
      registers: [registry],
    }),
  };
}

/** Measures every request that comes to a route. */
export function measureRequests(app: FastifyInstance, { requestSeconds }: Metrics): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    requestSeconds.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
}
