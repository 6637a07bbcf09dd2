import assert from 'node:assert/strict';
import { answerFaults } from '../test/launchdarkly/answer-faults.ts';
import { assertNoLeak, issuedSecrets } from './test-end.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as text; empty when there is none. */
  readonly text: string;
  /** The body as JSON; undefined when there is none. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

export interface ApiCall {
  /** The access token to call with; without it the call carries none. */
  readonly secret?: string;
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One call of the HTTP API. Rejects when no whole answer arrives, or one with a secret that was issued before. */
export async function callApi(
  url: string,
  path: string,
  { secret, method = 'GET', body, headers }: ApiCall = {},
): Promise<ApiAnswer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(secret !== undefined && { authorization: secret }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  assertNoLeak(issuedSecrets.findIn({ [path]: `${JSON.stringify([...response.headers])} ${text}` }));
  assert.deepEqual(answerFaults(method, path, response.status, text), []);
  if (response.status === 201) issuedSecrets.addAllOf(text);
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

/** Creates a token and answers its id and secret. */
export async function createToken(
  url: string,
  secret: string,
  body: Readonly<Record<string, unknown>> = { role: 'reader' },
): Promise<{ readonly id: string; readonly secret: string }> {
  const answer = await callApi(url, '/api/v2/tokens', { secret, method: 'POST', body });
  if (answer.status !== 201) throw new Error(`creating a token answered ${answer.status}: ${answer.text}`);
  return { id: String(answer.body?._id), secret: String(answer.body?.token) };
}

/** The status that a call with the secret gets: 200 when it works. */
export async function statusOfSecret(url: string, secret: string): Promise<number> {
  return (await callApi(url, '/api/v2/caller-identity', { secret })).status;
}
