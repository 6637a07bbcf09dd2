import { Agent, request } from 'node:http';

/** Many calls at once, each connection used again: what `fetch` adds would be most of the load. */
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const PATIENCE_MS = 60_000;

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

export interface Question {
  readonly secret: string;
  readonly method?: string;
  readonly body?: unknown;
  /** After so long the caller goes on without an answer. */
  readonly patienceMs?: number;
}

/** One call. Undefined when no whole answer came. */
export function ask(
  port: number,
  path: string,
  { secret, method = 'GET', body, patienceMs = PATIENCE_MS }: Question,
): Promise<Answer | undefined> {
  const json = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    authorization: secret,
    ...(json !== undefined && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(json),
    }),
  };
  return new Promise((resolve) => {
    const asked = request(
      { agent, host: '127.0.0.1', port, path, method, headers, timeout: patienceMs },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => {
          const { statusCode = 0, headers: answered } = response;
          resolve({ status: statusCode, retryAfter: answered['retry-after'], text });
        });
        response.on('error', () => resolve(undefined));
        response.on('close', () => resolve(undefined));
      },
    );
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(undefined));
    asked.end(json);
  });
}
