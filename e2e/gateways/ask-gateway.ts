import { connect } from 'node:net';

export interface GatewayAnswer {
  /** 0 where the connection was closed without an answer. */
  readonly status: number;
  /** Names in lower case; the last of two. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface GatewayCall {
  readonly method?: string;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A body as it stands on the wire, whose length no header says. */
  readonly chunks?: string;
}

const PATIENCE_MS = 15_000;

/** One request on a connection of its own, with a target that no HTTP client would send. */
export function askGateway(port: number, target: string, call: GatewayCall = {}): Promise<GatewayAnswer> {
  const { method = 'GET', secret, headers = {}, body = '', chunks = '' } = call;
  const lines = Object.entries({
    host: 'shop.example',
    ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
    ...(body !== '' && { 'content-length': String(body.length) }),
    connection: 'close',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}${chunks}`, 'latin1');
    });
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`no answer for \`${target}\``)));
    socket.setEncoding('latin1').on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', (error) => (received === '' ? reject(error) : undefined));
    socket.on('close', () => resolve(read(received)));
  });
}

function read(received: string): GatewayAnswer {
  const [statusLine = '', ...lines] = received.split('\r\n\r\n', 1)[0]?.split('\r\n') ?? [];
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers: Object.fromEntries(headers) };
}
