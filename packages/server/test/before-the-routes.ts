/** What stands before the routes, alone on a port. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { answerFromMemory } from '../src/http/from-memory/answer-from-memory.ts';
import { createMetrics } from '../src/http/metrics.ts';
import { requestIds } from '../src/http/request-id.ts';
import { createLogger, readConfig } from '../src/index.ts';
import type { TestService } from './test-service.ts';

export const LEFT_TO_THE_ROUTES = 299;
/** Of the connection, or of one answer alone. */
const OWN_HEADERS = ['date', 'connection', 'keep-alive', 'transfer-encoding', 'x-request-id'];

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Asked {
  readonly method?: string;
  readonly path: string;
  /** As pairs, so that a name may come twice. */
  readonly headers: readonly string[];
  readonly body?: string;
}

/** Whatever it leaves is answered with a status of its own, and with the body that it left. */
export async function beforeTheRoutes(
  t: TestContext,
  { app, directory }: TestService,
  settings: Readonly<Record<string, string>> = {},
) {
  assert.ok(app.deployment);
  const config = readConfig({ KEYWARD_LOG_LEVEL: 'info', ...settings }, { data: directory });
  const metrics = createMetrics();
  const logger = createLogger(config.logLevel, { write: () => undefined });
  const nextRequestId = requestIds();
  const answerFirst = answerFromMemory({
    deployment: app.deployment,
    metrics,
    config,
    logger,
    nextRequestId,
  });
  const server = createServer((request, response) => {
    const leave = async () => {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.writeHead(LEFT_TO_THE_ROUTES).end(body);
    };
    try {
      if (!answerFirst(request, response, leave)) void leave();
    } catch {
      response.writeHead(500).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  async function ask({ method = 'GET', path, headers, body: sent }: Asked): Promise<Answer> {
    const request = httpRequest({
      port,
      method,
      path,
      headers: ['Host', 'keyward', ...headers],
      agent: false,
    });
    request.end(sent);
    const [response] = await once(request, 'response');
    let body = '';
    for await (const chunk of response) body += chunk;
    return { status: response.statusCode, headers: response.headers, body };
  }
  return { ask, metrics, port };
}

export function withoutOwn(headers: IncomingHttpHeaders): object {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name)));
}

export async function countsOf({ metrics }: Awaited<ReturnType<typeof beforeTheRoutes>>) {
  const { values } = await metrics.authentications.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
}
