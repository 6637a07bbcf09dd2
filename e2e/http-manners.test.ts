import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService } from '../packages/server/test/test-service.ts';
import { freePort } from '../test/free-port.ts';
import { callApi, createToken, statusOfSecret } from './call-api.ts';
import { startOwnedKeyward } from './keyward-process.ts';
import { openRawConnection } from './raw-connection.ts';

/** These say who is signed in; a token is refused. */
const WITH_A_SESSION_ONLY: readonly string[] = ['/api/v2/session', '/api/v2/sessions'];

/** Metadata needs an address that the service is known by. */
const METADATA = '/.well-known/';

/** Streams of events last longer than anybody waits here. */
const ENDLESS: readonly string[] = ['/api/v2/tokens/{id}/events', '/api/v2/verification/stream'];

test('the server gives slow clients little time and takes no more than it can hold', async (t) => {
  const { app } = await startTestService(t);
  const { headersTimeout, requestTimeout, keepAliveTimeout, maxConnections } = app.server;
  assert.deepEqual(
    { headersTimeout, requestTimeout, keepAliveTimeout },
    { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 5_000 },
  );
  assert.ok(maxConnections > 0 && maxConnections <= 10_000);
});

test('manners of HTTP', async (t) => {
  const metricsPort = await freePort();
  const flags = ['--metrics-port', String(metricsPort)];
  const { url, port, ownerSecret: secret } = await startOwnedKeyward(t, { flags });
  const token = await createToken(url, secret);
  const entry = (await callApi(url, '/api/v2/auditlog', { secret })).body?.items as { _id: string }[];
  await callApi(url, '/api/v2/teams', { secret, method: 'POST', body: { key: 'web', name: 'Web' } });
  const type = { actions: { readThing: 'read' } };
  await callApi(url, '/api/v2/resource-types/thing', { secret, method: 'PUT', body: type });
  const route = { method: 'GET', path: '/{thing}', resource: 'thing/{thing}', action: 'readThing' };
  await callApi(url, '/api/v2/gateway-routes/read-thing', { secret, method: 'PUT', body: route });
  const description = (await callApi(url, '/api/v2/openapi.json')).body;
  const ids: Readonly<Record<string, string>> = {
    '/api/v2/tokens/{id}': token.id,
    '/api/v2/auditlog/{id}': entry[0]?._id ?? '',
    '/api/v2/members/{id}': 'me',
    '/api/v2/roles/{key}': 'keyward-auditor',
    '/api/v2/teams/{key}': 'web',
    '/api/v2/gateway-routes/{key}': 'read-thing',
    '/api/v2/teams/{key}/roles': 'web',
    '/api/v2/teams/{key}/maintainers': 'web',
    '/api/v2/teams/{key}/permission-grants': 'web',
  };
  const paths = description?.paths as Record<string, Record<string, unknown>>;
  const readable = Object.keys(paths)
    .filter((path) => paths[path]?.get !== undefined && !ENDLESS.includes(path))
    .map((path) => path.replace(/\{\w+\}/, () => ids[path] ?? ''));

  await t.test('HEAD answers on every GET route what GET does, without the body', async () => {
    assert.ok(readable.length >= 11, `only ${readable.length} routes were found`);
    for (const path of readable) {
      const [got, head] = await Promise.all([
        callApi(url, path, { secret }),
        callApi(url, path, { secret, method: 'HEAD' }),
      ]);
      const status = WITH_A_SESSION_ONLY.includes(path) ? 403 : path.startsWith(METADATA) ? 404 : 200;
      assert.deepEqual([got.status, head.status, head.text], [status, status, ''], path);
      assert.equal(head.headers.get('content-type'), got.headers.get('content-type'), path);
    }
    assert.equal((await callApi(url, '/api/v2/account', { method: 'HEAD' })).status, 401);
  });

  await t.test('X-HTTP-Method-Override on a POST is that method, and nothing on a GET', async () => {
    const victim = await createToken(url, secret);
    const path = `/api/v2/tokens/${victim.id}`;
    const headers = { 'x-http-method-override': 'DELETE' };
    assert.equal((await callApi(url, path, { secret, headers })).status, 200, 'a GET stays a GET');
    assert.equal(await statusOfSecret(url, victim.secret), 200);
    assert.equal((await callApi(url, path, { method: 'POST', headers })).status, 401, 'without a token');
    assert.equal((await callApi(url, path, { secret, method: 'POST', headers })).status, 204);
    assert.equal(await statusOfSecret(url, victim.secret), 401);
    const tunnelledGet = { 'x-http-method-override': 'GET' };
    assert.equal(
      (await callApi(url, '/api/v2/tokens', { secret, method: 'POST', headers: tunnelledGet })).status,
      400,
    );
  });

  await t.test(
    'a known path with another method is 405 and names its methods; TRACE echoes nothing',
    async () => {
      const put = await callApi(url, '/api/v2/caller-identity', { secret, method: 'PUT' });
      assert.deepEqual([put.status, put.body?.code], [405, 'method_not_allowed']);
      assert.match(put.headers.get('allow') ?? '', /GET/);
      const trace = openRawConnection(t, port);
      trace.write(
        `TRACE /api/v2/caller-identity HTTP/1.1\r\nHost: a\r\nAuthorization: ${secret}\r\nX-Mine: echo\r\n\r\n`,
      );
      const [traced] = await trace.answers(1);
      assert.ok([404, 405].includes(traced?.status ?? 0), `${traced?.status}`);
      assert.doesNotMatch(traced?.text ?? '', /kwp_|echo/);
      const unknown = await callApi(url, '/api/v2/nothing-here', { secret });
      assert.deepEqual([unknown.status, unknown.body?.code], [404, 'not_found']);
    },
  );

  await t.test(
    'browser programs of any origin may ask and call, and never with credentials of the browser',
    async () => {
      const origin = 'https://console.example';
      const preflight = await callApi(url, '/api/v2/tokens', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,ld-api-version',
        },
      });
      assert.ok([200, 204].includes(preflight.status));
      assert.equal(preflight.headers.get('access-control-allow-origin'), origin);
      assert.equal(preflight.headers.get('access-control-max-age'), '300');
      const methods = preflight.headers.get('access-control-allow-methods') ?? '';
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
        assert.ok(methods.includes(method), method);
      const allowed = (preflight.headers.get('access-control-allow-headers') ?? '').toLowerCase();
      for (const header of ['authorization', 'content-type', 'ld-api-version'])
        assert.ok(allowed.includes(header));

      const simple = await callApi(url, '/api/v2/tokens', { secret, headers: { origin } });
      assert.deepEqual([simple.status, simple.headers.get('access-control-allow-origin')], [200, origin]);
      const refused = await callApi(url, '/api/v2/tokens', { headers: { origin } });
      assert.deepEqual(
        [refused.status, refused.headers.get('access-control-allow-origin')],
        [401, origin],
        'a program may read why it was refused',
      );
      const without = await callApi(url, '/api/v2', {});
      assert.equal(without.headers.get('access-control-allow-origin'), '*');
      for (const answer of [preflight, simple, refused, without]) {
        assert.equal(answer.headers.get('access-control-allow-credentials'), null);
      }
    },
  );

  await t.test('with --metrics-port the metrics are there and only there', async () => {
    const metrics = await callApi(`http://127.0.0.1:${metricsPort}`, '/metrics');
    assert.equal(metrics.status, 200);
    assert.match(metrics.headers.get('content-type') ?? '', /^text\/plain/);
    assert.match(metrics.text, /^keyward_http_request_duration_seconds_count\{/m);
    assert.equal((await callApi(url, '/metrics', { secret })).status, 404);
    const elsewhere = await callApi(`http://127.0.0.1:${metricsPort}`, '/api/v2/tokens', { secret });
    assert.equal(elsewhere.status, 404, 'the API is not on the port of the metrics');
  });
});
