import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { callApi, statusOfSecret } from './call-api.ts';
import { startOwnedKeyward } from './keyward-process.ts';

interface RawCall {
  readonly method: string;
  readonly path: string;
  /** A list as value is sent as one header line for each entry. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

/** A call through `node:http`, which sends a body with any method and a header several times. */
function send(
  url: string,
  { method, path, headers, body }: RawCall,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}${path}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

test('clients other than the TypeScript one', async (t) => {
  const { url, ownerSecret: secret } = await startOwnedKeyward(t);

  await t.test('a secret works raw and after Bearer in any case, and under no other scheme', async () => {
    for (const value of [secret, `Bearer ${secret}`, `bearer ${secret}`, `BEARER  ${secret}`]) {
      assert.equal(await statusOfSecret(url, value), 200, value.slice(0, 7));
    }
    const basic = Buffer.from(`${secret}:`).toString('base64');
    for (const value of [
      `Basic ${basic}`,
      `Token ${secret}`,
      `Digest ${secret}`,
      'Bearer',
      `Bearer ${secret} x`,
    ]) {
      assert.equal(await statusOfSecret(url, value), 401, value.slice(0, 7));
    }
  });

  await t.test('the Go client is understood, which sends LD-API-Version twice', async () => {
    const versionFor = async (versions: string[]) => {
      const headers = { authorization: secret, 'LD-API-Version': versions };
      const { status, text } = await send(url, { method: 'GET', path: '/api/v2/versions', headers });
      return status === 200 ? JSON.parse(text) : { status };
    };
    const latest = { currentVersion: 20240415, beta: false };
    for (const [versions, expected] of [
      [['20240415', '20240415'], latest],
      [['20160426', '20220603'], { currentVersion: 20220603, beta: false }],
      [['beta', '20160426'], { currentVersion: 20240415, beta: true }],
      [['20240415', '19990101'], { status: 400 }],
    ] as const) {
      assert.partialDeepStrictEqual(await versionFor([...versions]), expected, versions.join());
    }
  });

  await t.test('two Authorization headers are refused, whichever is right and in which order', async () => {
    const wrong = 'kwp_000000000000000000000000000000000000';
    for (const authorization of [
      [secret, wrong],
      [wrong, secret],
      [secret, secret],
    ]) {
      const { status, text } = await send(url, {
        method: 'GET',
        path: '/api/v2/caller-identity',
        headers: { authorization },
      });
      assert.equal(status, 400);
      assert.equal(JSON.parse(text).code, 'invalid_request');
    }
    const listed = await callApi(url, '/api/v2/tokens', { secret });
    assert.equal(listed.body?.totalCount, 1, 'nothing was made by the way');
  });
});
