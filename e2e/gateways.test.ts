/** Real gateways with the configurations of the documents, before an API, and a real Keyward that they ask. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { PATH_TRICKS } from '../packages/server/test/path-tricks.ts';
import { openShop } from '../packages/server/test/shop.ts';
import { callApi, createToken } from './call-api.ts';
import { askGateway, type GatewayCall } from './gateways/ask-gateway.ts';
import type { GatewayProgram } from './gateways/gateway-programs.ts';
import { type ProtectedApi, startProtectedApi } from './gateways/protected-api.ts';
import { startExample } from './gateways/start-example.ts';
import { startGateway } from './gateways/start-gateway.ts';
import {
  initKeyward,
  type KeywardProcess,
  runKeyward,
  startKeyward,
  temporaryDirectory,
} from './keyward-process.ts';

/** What a client says it is. No API behind a gateway may see any of it. */
const SPOOFED = {
  'x-auth-subject': 'spoofed',
  'x-auth-token-id': 'spoofed',
  'X-AUTH-KIND': 'spoofed',
  'x-auth-role': 'spoofed',
  'x-auth-account': 'spoofed',
  x_auth_subject: 'spoofed',
  x_auth_role: 'spoofed',
  'X-Auth_Subject': 'spoofed',
  'X_Auth-Role': 'spoofed',
} as const;

/** What a client says it means, for an API that believes it. */
const MEANT = {
  'x-http-method': 'DELETE',
  'X-HTTP-Method-Override': 'DELETE',
  X_HTTP_Method_Override: 'DELETE',
  'x-method-override': 'DELETE',
  'x-original-url': '/admin',
  'X-Rewrite-URL': '/admin',
} as const;

/** What a client says it asked for, for whoever believes it. */
const MISLEADING = {
  'x-original-method': 'GET',
  'x-original-uri': '/orders',
  'x-forwarded-method': 'GET',
  'x-forwarded-uri': '/orders',
  'x-forwarded-for': '127.0.0.1',
  'x-original-url': '/orders',
  'x-http-method-override': 'GET',
} as const;

/** Each is `/orders` to one reader and `/admin` to another. */
const ADDRESSES = [
  'http://x\\admin\\users?/orders',
  'http://x/orders',
  'http://x\\admin/orders',
  'http://u@x?/admin/orders',
  'http:/admin/users//orders',
  'http://x:1\\admin/orders',
];

interface Shop {
  readonly keyward: KeywardProcess;
  readonly api: ProtectedApi;
  readonly accountId: string;
  readonly owner: string;
  readonly reader: { readonly id: string; readonly secret: string };
  /** A token of another account. */
  readonly stranger: string;
}

async function openRealShop(t: TestContext): Promise<Shop> {
  const data = temporaryDirectory(t);
  const owner = await initKeyward(data);
  const words = ['account', 'create', 'second', '--data', data, '--email', 'other@example.org', '-q'];
  const second = await runKeyward(words);
  assert.equal(second.code, 0, second.stderr);
  const environment = { KEYWARD_TRUSTED_PROXIES: '127.0.0.1' };
  const keyward = await startKeyward(t, { data, environment });
  const put = (path: string, body: object) =>
    callApi(keyward.url, path, { secret: owner, method: 'PUT', body }).then(({ status }) => status);
  await openShop(put);
  const account = await callApi(keyward.url, '/api/v2/account', { secret: owner });
  return {
    keyward,
    owner,
    api: await startProtectedApi(t),
    accountId: String(account.body?._id),
    reader: await createToken(keyward.url, owner, { role: 'reader', serviceToken: true }),
    stranger: second.stdout.trim(),
  };
}

const GATEWAYS: readonly { readonly name: GatewayProgram; readonly awayStatus: number }[] = [
  { name: 'nginx', awayStatus: 500 },
  { name: 'caddy', awayStatus: 502 },
  { name: 'haproxy', awayStatus: 503 },
];

test('gateways let through what Keyward allows, and nothing else', async (t) => {
  const shop = await openRealShop(t);
  const { keyward, api, accountId, owner, stranger } = shop;
  const surroundings = { keywardPort: keyward.port, apiPort: api.port, accountId };
  const gateways: { readonly name: string; readonly port: number; readonly awayStatus: number }[] = [];
  for (const { name, awayStatus } of GATEWAYS) {
    gateways.push({ name, port: await startGateway(t, name, surroundings), awayStatus });
  }

  for (const { name, port } of gateways) {
    const ask = (target: string, call?: GatewayCall) => askGateway(port, target, call);
    const { id, secret } = await createToken(keyward.url, owner, { role: 'reader', serviceToken: true });

    await t.test(`${name}: an allowed request arrives as it was sent, with who it is from`, async () => {
      const asReader = await ask('/orders/7?page=2', { secret });
      assert.equal(asReader.status, 200);
      const body = '{"lines":[]}';
      const asOwner = await ask('/orders/7', { secret: owner, method: 'PUT', body });
      assert.equal(asOwner.status, 200);
      const headers = { 'transfer-encoding': 'chunked' };
      const chunks = `5\r\n{"lin\r\n7\r\nes":[]}\r\n0\r\n\r\n`;
      const inChunks = await ask('/orders/8', { secret: owner, method: 'PUT', chunks, headers });
      assert.equal(inChunks.status, 200);
      const [read, changed, pieced] = api.takeReceived();
      assert.deepEqual([pieced?.target, pieced?.body], ['/orders/8', body]);
      assert.deepEqual([read?.method, read?.target], ['GET', '/orders/7?page=2']);
      const identity = read?.headers.filter(([header]) => header.startsWith('x-auth-'));
      assert.deepEqual(Object.fromEntries(identity ?? []), {
        'x-auth-subject': `service-token/${id}`,
        'x-auth-token-id': id,
        'x-auth-kind': 'service',
        'x-auth-role': 'reader',
        'x-auth-account': accountId,
      });
      assert.ok(!JSON.stringify(read?.headers).includes(secret), 'the API has no use for the secret');
      assert.deepEqual([changed?.method, changed?.body], ['PUT', body]);
    });

    await t.test(`${name}: nothing else arrives, and the client is told why`, async () => {
      const cases: [string, string, GatewayCall, number, string][] = [
        ['no token', '/orders', {}, 401, 'Bearer'],
        [
          'a bad token',
          '/orders',
          { secret: `${secret.slice(0, -1)}~` },
          401,
          'Bearer error="invalid_token"',
        ],
        ["another account's token", '/orders', { secret: stranger }, 401, 'Bearer error="invalid_token"'],
        [
          'no permission',
          '/orders/7',
          { secret, method: 'PUT', body: '{}' },
          403,
          'Bearer error="insufficient_scope"',
        ],
        ['no route', '/orders', { secret, method: 'DELETE' }, 403, 'Bearer error="insufficient_scope"'],
      ];
      for (const [what, target, call, status, challenge] of cases) {
        const answer = await ask(target, { ...call, headers: { ...SPOOFED, ...MISLEADING } });
        assert.deepEqual([answer.status, answer.headers['www-authenticate']], [status, challenge], what);
      }
      assert.deepEqual(api.takeReceived(), []);
    });

    await t.test(`${name}: what a client says of itself is overwritten`, async () => {
      const answer = await ask('/orders', { secret, headers: { ...SPOOFED, ...MISLEADING, ...MEANT } });
      assert.equal(answer.status, 200);
      const [received] = api.takeReceived();
      const meant = received?.headers.filter(([, value]) => value === 'DELETE' || value === '/admin');
      assert.deepEqual(meant, [], 'no other method or path is meant');
      assert.ok(!JSON.stringify(received?.headers).includes('spoofed'), JSON.stringify(received?.headers));
      const named = received?.headers.filter(([header]) => header === 'x-auth-role');
      assert.deepEqual(named, [['x-auth-role', 'reader']]);

      for (const dropped of [
        'X-Auth-Subject, X-Auth-Role',
        'X-Forwarded-Uri, X-Original-URI',
        'Authorization',
      ]) {
        const headers = { connection: `close, ${dropped}` };
        const { status } = await ask('/orders', { secret, headers });
        const roles = api
          .takeReceived()
          .map((each) => each.headers.filter(([header]) => header === 'x-auth-role'));
        assert.deepEqual(roles, status === 200 ? [[['x-auth-role', 'reader']]] : [], `dropping ${dropped}`);
      }
    });

    await t.test(`${name}: no trick with a path leads past the route`, async () => {
      for (const [target, expected] of Object.entries(PATH_TRICKS)) {
        if (target === '') continue;
        const asReader = await ask(target, { secret });
        const arrived = api.takeReceived();
        assert.ok(asReader.status !== 200 && arrived.length === 0, `${target} ${JSON.stringify(arrived)}`);
        const asOwner = await ask(target, { secret: owner });
        const [received] = api.takeReceived();
        assert.equal(asOwner.status === 200, received !== undefined, target);
        // A gateway may itself make of a target what every server reads alike, and ask about that.
        if (received !== undefined) assert.equal(PATH_TRICKS[received.target], 'admin', target);
        if (expected === 'admin') assert.equal(received?.target, target);
      }
    });

    await t.test(
      `${name}: an address in the place of a path leads no further than what was asked`,
      async () => {
        for (const target of ADDRESSES) {
          for (const host of ['shop.example', target.replace(/^https?:\/\//, '').replace(/\/.*/, '')]) {
            await ask(target, { secret, headers: { host } });
            for (const received of api.takeReceived()) {
              const became = `${target} of ${host} became ${received.target}`;
              assert.ok(received.target.startsWith('/'), became);
              assert.doesNotMatch(new URL(received.target, 'http://api').pathname, /^\/+admin/, became);
            }
          }
        }
      },
    );

    await t.test(`${name}: no connection is handed over to a client`, async () => {
      for (const protocol of ['h2c', 'websocket']) {
        const connection = 'Upgrade, HTTP2-Settings';
        const headers = { connection, upgrade: protocol, 'http2-settings': 'AAMAAABkAARAAAAAAAIAAAAA' };
        await ask('/orders', { secret, headers: { ...headers, connection: `close, ${connection}` } });
        for (const received of api.takeReceived()) {
          assert.ok(!received.headers.some(([header]) => header === 'upgrade'), JSON.stringify(received));
        }
      }
    });

    await t.test(`${name}: a token that ends while it is in use gets no further`, async () => {
      assert.equal((await ask('/orders', { secret })).status, 200);
      const ended = await callApi(keyward.url, `/api/v2/tokens/${id}`, { secret: owner, method: 'DELETE' });
      assert.equal(ended.status, 204);
      api.takeReceived();
      const refused = await ask('/orders', { secret });
      assert.deepEqual([refused.status, api.takeReceived()], [401, []]);
    });
  }

  await keyward.stop();
  for (const { name, port, awayStatus } of gateways) {
    await t.test(`${name}: while Keyward is away nobody gets through`, async () => {
      const answer = await askGateway(port, '/orders', { secret: owner });
      assert.deepEqual([answer.status, api.takeReceived()], [awayStatus, []]);
    });
  }
});

test('the example of an API hears from each gateway who asks, and from nobody else', async (t) => {
  const { keyward, accountId, reader } = await openRealShop(t);
  const apiPort = await startExample(t);
  const straight = await askGateway(apiPort, '/orders', {});
  assert.equal(straight.status, 500, 'it answers nobody who comes past the gateway without a name');
  for (const { name } of GATEWAYS) {
    const port = await startGateway(t, name, { keywardPort: keyward.port, apiPort, accountId });
    const headers = { authorization: `Bearer ${reader.secret}` };
    const answer = await fetch(`http://127.0.0.1:${port}/orders/7`, { headers });
    assert.equal(await answer.text(), `service-token/${reader.id} (reader) asks for GET /orders/7\n`, name);
    assert.equal((await askGateway(port, '/orders/7', {})).status, 401, name);
  }
});
