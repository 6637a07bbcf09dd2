import { KeywardError } from '../keyward-error.ts';
import { type AccessTokenSource, tokenReader } from './create-transport.ts';
import { readAnswer } from './read-answer.ts';
import { abortedCall, credentialsOf, type Fetch, noAnswer } from './send-once.ts';
import type { Timing } from './timing.ts';

export interface StreamOptions {
  readonly accessToken: AccessTokenSource | undefined;
  readonly fetch: Fetch;
  readonly timing: Timing;
}

export type StreamRequest = Pick<Request, 'url' | 'method' | 'headers' | 'signal'>;

/** A `fetch` for answers that come bit by bit: sent once, without a time-out, ended by its signal. Throws `KeywardError`. */
export function createStreamTransport(options: StreamOptions): (request: StreamRequest) => Promise<Response> {
  const currentToken = tokenReader(options.accessToken);
  return async ({ url, method, headers, signal }) => {
    const token = await currentToken();
    try {
      const init = { method, signal, redirect: 'manual', ...credentialsOf(headers, token) } as const;
      const response = await options.fetch(url, init);
      if (response.ok) return response;
      const { status, headers: answered } = response;
      return readAnswer({ status, headers: answered, text: await response.text() }, options.timing.now());
    } catch (error) {
      if (error instanceof KeywardError) throw error;
      throw signal.aborted ? abortedCall(signal) : noAnswer(url, error, token);
    }
  };
}
