import type { ServerResponse } from 'node:http';
import { answerHeaders } from '../error-handling.ts';
import type { Metrics } from '../metrics.ts';

interface SentFromMemory {
  readonly metrics: Metrics;
  readonly requestId: string;
  /** Names and values in turn, beside those that every answer has. */
  readonly headers: readonly string[];
  /** Becomes JSON. */
  readonly body?: object;
  readonly labels: { readonly method: string; readonly route: string; readonly status: 200 };
  /** By the clock of `performance`. */
  readonly startedAt: number;
}

const { 'x-request-id': _ofOneAnswer, ...OF_EVERY_ANSWER } = answerHeaders({ id: '' });
const LASTING_HEADERS = Object.entries(OF_EVERY_ANSWER).flat();

/** Sends what a route would send, and measures it as a route is measured. */
export function sendFromMemory(
  response: ServerResponse,
  { metrics, requestId, headers, body, labels, startedAt }: SentFromMemory,
): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  const bytes = Buffer.byteLength(text);
  // As a list, which Node goes through as it is.
  response.writeHead(200, [
    'x-request-id',
    requestId,
    ...LASTING_HEADERS,
    ...headers,
    'content-length',
    String(bytes),
  ]);
  // Of a text that is all ASCII both are the same bytes, and this is the quicker way to them.
  response.end(text, bytes === text.length ? 'latin1' : 'utf8');
  metrics.requestSeconds.observe(labels, (performance.now() - startedAt) / 1000);
}
