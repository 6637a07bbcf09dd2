import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createKeyward, type KeywardOptions } from '../src/index.ts';
import { FakeTiming, TIMEOUT_MS } from './fake-timing.ts';

export const SECRET = 'kwp_0123456789abcdefghijABCDEFGHIJ000000';

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A service over the network that does to one call after another what the list says, then answers properly. */
export async function startFaultyService(t: TestContext, ...behaviours: readonly Behaviour[]) {
  const calls: SeenCall[] = [];
  const remaining = [...behaviours];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    calls.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
    const behave = remaining.shift() ?? json(200, { _id: 'a', items: [], _links: {} });
    behave(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const timing = new FakeTiming();
  const connect = (options: Partial<KeywardOptions> = {}) =>
    createKeyward({ url, accessToken: SECRET, timing, timeoutMs: TIMEOUT_MS, ...options } as KeywardOptions);
  return { url, calls, timing, connect, keyward: connect() };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function text(status: number, body: string, headers: Record<string, string> = {}): Behaviour {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers });
    response.end(body);
  };
}

export const dropConnection: Behaviour = (request) => void request.socket.destroy();

/** Promises a hundred bytes, sends some and hangs up. */
export const breakOff: Behaviour = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"_id":');
  setImmediate(() => request.socket.destroy());
};

export const hang: Behaviour = () => {};

/** Sends the head of an answer and nothing more. */
export const hangInBody: Behaviour = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{');
};
