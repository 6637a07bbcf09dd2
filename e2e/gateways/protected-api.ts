import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface ReceivedRequest {
  readonly method: string;
  readonly target: string;
  /** Each header as it came: name and value, one after the other. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export interface ProtectedApi {
  readonly port: number;
  /** What came through since it was last asked. */
  takeReceived(): readonly ReceivedRequest[];
}

/** The API behind a gateway: answers everything with 200, and remembers what it was asked. */
export async function startProtectedApi(t: TestContext): Promise<ProtectedApi> {
  let received: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({
      method: request.method ?? '',
      target: request.url ?? '',
      headers: headersOf(request),
      body,
    });
    response.end('from the API');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    takeReceived() {
      const taken = received;
      received = [];
      return taken;
    },
  };
}

function headersOf({ rawHeaders }: IncomingMessage): ReceivedRequest['headers'] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ''] as const] : [],
  );
}
