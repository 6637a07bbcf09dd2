import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { type Bundle, bundleSdk } from '../../../scripts/bundle-sdk.ts';
import { dropConnection, SECRET, startFaultyService } from './faulty-service.ts';

/** What browsers, Deno, Bun and Node have in common: https://min-common-api.proposal.wintertc.org */
const WEB_GLOBALS = {
  AbortController,
  AbortSignal,
  clearTimeout,
  crypto,
  fetch,
  FormData,
  Headers,
  Request,
  Response,
  setTimeout,
  URL,
  URLSearchParams,
};

let bundle: Bundle;
before(async () => {
  bundle = await bundleSdk();
});

test('the bundle holds no server code, no policy engine yet, and asks for nothing else', () => {
  const outside = bundle.modules.filter(
    (path) => !/\/packages\/sdk\/src\/|\/node_modules\/openapi-fetch\//.test(path),
  );
  assert.deepEqual([outside, bundle.imports], [[], []]);
});

test('where there is nothing but the web platform, the bundle calls and repeats', async (t) => {
  const { url, calls } = await startFaultyService(t, dropConnection);
  const context = createContext({ ...WEB_GLOBALS });
  runInContext(`${bundle.code}\nglobalThis.KeywardSdk = KeywardSdk;`, context);
  const program = `(async () => {
    const { createKeyward, KeywardError } = KeywardSdk;
    const keyward = createKeyward({ url: '${url}', accessToken: '${SECRET}' });
    const made = await keyward.tokens.create({ role: 'reader' });
    const wrong = await keyward.tokens.get('').catch((error) => error.message);
    return JSON.stringify([typeof process, made._id, wrong, typeof KeywardError]);
  })()`;
  const [node, id, wrong, errorClass] = JSON.parse(await runInContext(program, context));
  assert.deepEqual([node, id, errorClass], ['undefined', 'a', 'function']);
  assert.match(wrong, /`id`/);
  assert.equal(calls.length, 2);
  assert.equal(calls[0]?.headers['idempotency-key'], calls[1]?.headers['idempotency-key']);
});
