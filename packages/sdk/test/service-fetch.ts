import type { InjectOptions } from 'fastify';
import type { TestService } from '../../server/test/test-service.ts';
import { createKeyward, type Fetch, type Keyward } from '../src/index.ts';
import { FakeTiming, TIMEOUT_MS } from './fake-timing.ts';

const ADDRESS = 'http://localhost';

/** `fetch` that reaches the service in this process. */
export function serviceFetch(service: TestService): Fetch {
  return async (url, { method = 'GET', headers, body }) => {
    const { pathname, search } = new URL(url);
    const answer = await service.call({
      as: null,
      method: method as NonNullable<InjectOptions['method']>,
      url: pathname + search,
      headers: Object.fromEntries(new Headers(headers)),
      ...(typeof body === 'string' && { payload: body }),
    });
    const answered = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) answered.set(name, String(value));
    return new Response(answer.body === '' ? null : answer.body, {
      status: answer.statusCode,
      headers: answered,
    });
  };
}

/** A client of the service in this process, by default with the token of the owner. */
export function connect(
  service: TestService,
  { accessToken = service.ownerSecret, fetch = serviceFetch(service) } = {},
): Keyward {
  return createKeyward({ url: ADDRESS, accessToken, fetch, timing: new FakeTiming(), timeoutMs: TIMEOUT_MS });
}
