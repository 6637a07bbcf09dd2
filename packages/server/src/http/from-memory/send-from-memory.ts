import type { ServerResponse } from 'node:http';
import type { Principal } from '../../verification/principal.ts';
import { tokenEndHeaders } from '../announce-token-end.ts';
import { ANSWER_OF_NO_PAGE } from '../cors.ts';
import { answerHeaders } from '../error-handling.ts';
import type { Metrics } from '../metrics.ts';

interface SentFromMemory {
  readonly metrics: Metrics;
  readonly requestId: string;
  readonly caller: Principal;
  readonly body: unknown;
  readonly labels: { readonly method: string; readonly route: string; readonly status: 200 };
  /** By the clock of `performance`. */
  readonly startedAt: number;
}

const { 'x-request-id': _ofOneAnswer, ...OF_EVERY_ANSWER } = answerHeaders({ id: '' });
const LASTING_HEADERS = Object.entries({
  ...OF_EVERY_ANSWER,
  ...ANSWER_OF_NO_PAGE,
  'content-type': 'application/json; charset=utf-8',
}).flat();

/** Sends what a route would send, and measures it as a route is measured. */
export function sendFromMemory(
  response: ServerResponse,
  { metrics, requestId, caller, body, labels, startedAt }: SentFromMemory,
): void {
  const text = JSON.stringify(body);
  const bytes = Buffer.byteLength(text);
  const headers = ['x-request-id', requestId, ...LASTING_HEADERS, 'content-length', String(bytes)];
  for (const [name, value] of Object.entries(tokenEndHeaders(caller))) headers.push(name, value);
  // As a list, which Node goes through as it is.
  response.writeHead(200, headers);
  // Of a text that is all ASCII both are the same bytes, and this is the quicker way to them.
  response.end(text, bytes === text.length ? 'latin1' : 'utf8');
  metrics.requestSeconds.observe(labels, (performance.now() - startedAt) / 1000);
}
