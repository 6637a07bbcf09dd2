import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { findSecrets } from '../../../test/secret-scan.ts';
import { createKeyward, type Fetch } from '../src/index.ts';
import { AccessToken } from '../src/transport/access-token.ts';
import { failureOf } from './failure-of.ts';
import { json, SECRET, startFaultyService, text } from './faulty-service.ts';

const ADDRESS = 'https://keyward.example';

/** Every way in which a program might print something. */
function printed(value: unknown): Record<string, string> {
  const deep = { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true } as const;
  return {
    inspected: inspect(value, deep),
    text: String(value),
    json: JSON.stringify(value) ?? '',
    stack: value instanceof Error ? String(value.stack) : '',
  };
}

function assertNoSecret(value: unknown): void {
  assert.deepEqual(findSecrets(printed(value), { secret: SECRET }), []);
}

test('the wrapped token shows its last four characters however it is printed', () => {
  const token = new AccessToken(`${SECRET}\n`);
  assertNoSecret(token);
  assertNoSecret({ token, list: [token], error: new Error('with it', { cause: token }) });
  assert.equal(`${token} ${JSON.stringify(token)} ${inspect(token)}`, '…0000 "…0000" …0000');
  assert.equal(token.authorization, `Bearer ${SECRET}`);
});

test('a client shows nothing, before and after a call', async (t) => {
  const { keyward } = await startFaultyService(t);
  assertNoSecret(keyward);
  await keyward.tokens.get('a');
  assertNoSecret(keyward);
});

test('a secret that no header can carry is refused without its value', () => {
  for (const accessToken of [`${SECRET}\n${SECRET}`, `${SECRET}é`, `Bearer ${SECRET}`]) {
    assert.throws(
      () => createKeyward({ url: ADDRESS, accessToken }),
      (error) => {
        assertNoSecret(error);
        return error instanceof TypeError;
      },
    );
  }
});

test('an error page that shows the headers of the request does not bring the secret back', async (t) => {
  const { keyward } = await startFaultyService(
    t,
    text(400, `<pre>Authorization: Bearer ${SECRET}</pre>`),
    json(400, {
      code: SECRET,
      message: `bad header ${SECRET}`,
      hint: SECRET,
      requestId: SECRET,
      reason: { [SECRET]: [SECRET] },
      access: { action: SECRET, resource: SECRET },
    }),
  );
  for (let index = 0; index < 2; index++) assertNoSecret(await failureOf(keyward.tokens.get('a')));
});

test('an error of fetch that holds the request does not bring the secret out', async () => {
  const careless: Fetch = async (_url, init) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    assert.equal(headers.authorization, `Bearer ${SECRET}`);
    const cause = Object.assign(new Error(`sent ${headers.authorization}`), { headers });
    throw Object.assign(new TypeError(`failed with ${JSON.stringify(headers)}`, { cause }), { init });
  };
  const keyward = createKeyward({ url: ADDRESS, accessToken: SECRET, fetch: careless, maxRetries: 0 });
  const error = await failureOf(keyward.tokens.get('a'));
  assertNoSecret(error);
  assert.match(error.message, /failed with .*sent Bearer …0000/);
});

test('the secret is in one header and nowhere else, and no cookie goes with it', async () => {
  const sent: { url: string; init: RequestInit }[] = [];
  const noting: Fetch = async (url, init) => {
    sent.push({ url, init });
    return Response.json({ _id: 'a' });
  };
  const keyward = createKeyward({ url: ADDRESS, accessToken: SECRET, fetch: noting });
  await keyward.tokens.create({ role: 'reader' });
  const [{ url, init } = assert.fail()] = sent;
  const headers = new Headers(init.headers);
  headers.delete('authorization');
  assertNoSecret([url, init.body, ...headers]);
  assert.deepEqual([init.credentials, init.redirect], ['omit', 'manual']);
});
