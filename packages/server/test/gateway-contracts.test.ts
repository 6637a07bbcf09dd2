/** Gateways that do not run here: what they send by their documents, byte for byte as our pages have it, and what they then read. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { test } from 'node:test';
import { NO_IDENTITY } from '../src/http/forward-auth/identity-headers.ts';
import { PATH_TRICKS } from './path-tricks.ts';
import { addSecondAccount } from './second-account.ts';
import { serviceToken, startShop } from './shop.ts';

/** The setting that would let requests through while Keyward is away. */
const GATEWAYS = {
  traefik: /trustForwardHeader: true/,
  envoy: /failure_mode_allow: true/,
  apisix: /allow_degradation: true/,
} as const;

const SPOOFED = Object.keys(NO_IDENTITY).map((name) => `${name}: spoofed\r\n`);
const MISLEADING = [
  'X-Original-Method: GET\r\n',
  'X-Original-URI: /orders\r\n',
  'X-HTTP-Method-Override: GET\r\n',
];

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

function send(port: number, bytes: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.setEncoding('latin1').on('error', reject);
    socket.on('close', () => reject(new Error(`no whole answer: ${received}`)));
    socket.on('data', (chunk) => {
      received += chunk;
      if (!received.includes('\r\n\r\n')) return;
      const [statusLine = '', ...lines] = received.split('\r\n\r\n', 1)[0]?.split('\r\n') ?? [];
      const pairs = lines.map((line) => line.split(/: ?(.*)/s).slice(0, 2) as [string, string]);
      const headers = Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
      resolve({ status: Number(statusLine.split(' ')[1]), headers });
      socket.destroy();
    });
  });
}

for (const [name, open] of Object.entries(GATEWAYS)) {
  test(`${name}: what it sends is answered in the way that it reads`, async (t) => {
    const page = readFileSync(new URL(`../../../docs/gateways/${name}.md`, import.meta.url), 'utf8');
    const [, configuration = ''] = /^```yaml\n(.*?)^```$/ms.exec(page) ?? [];
    const [, request = ''] = /^```text\n(.*?)^```$/ms.exec(page) ?? [];
    assert.doesNotMatch(configuration, open);
    for (const header of Object.keys(NO_IDENTITY)) assert.match(configuration, new RegExp(header, 'i'));

    const service = await startShop(t);
    await service.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = service.app.server.address() as AddressInfo;
    const { token, _id } = await serviceToken(service, 'reader');
    const other = await addSecondAccount(service);
    const ask = (secret: string | null, target: string, method = 'GET', more: readonly string[] = []) => {
      const lines = request
        .split('\n')
        .filter((line) => secret !== null || !/^authorization/i.test(line))
        .map((line) => line.replace('ACCOUNT', service.accountId).replace('TOKEN', () => secret ?? ''))
        .map((line) => line.replace('METHOD', method).replace('TARGET', () => target));
      return send(port, lines.join('\r\n').replace(/\r\n$/, `\r\n${more.join('')}\r\n`));
    };

    const allowed = await ask(token, '/orders/7?page=2', 'GET', [...SPOOFED, ...MISLEADING]);
    assert.equal(allowed.status, 200);
    assert.equal(allowed.headers['content-length'], '0');
    assert.deepEqual(
      Object.keys(NO_IDENTITY).map((header) => allowed.headers[header]),
      [`service-token/${_id}`, _id, 'service', 'reader', service.accountId],
    );
    const cases: [string | null, string, string, number, string][] = [
      [null, '/orders', 'GET', 401, 'Bearer'],
      [`${token.slice(0, -1)}~`, '/orders', 'GET', 401, 'Bearer error="invalid_token"'],
      [other.secret, '/orders', 'GET', 401, 'Bearer error="invalid_token"'],
      [token, '/orders/7', 'PUT', 403, 'Bearer error="insufficient_scope"'],
      [token, '/orders', 'DELETE', 403, 'Bearer error="insufficient_scope"'],
    ];
    for (const [secret, target, method, status, challenge] of cases) {
      const answer = await ask(secret, target, method, [...SPOOFED, ...MISLEADING]);
      assert.deepEqual([answer.status, answer.headers['www-authenticate']], [status, challenge]);
      for (const header of Object.keys(NO_IDENTITY)) assert.equal(answer.headers[header], '', header);
    }
    for (const target of Object.keys(PATH_TRICKS)) {
      assert.equal((await ask(token, target)).status, 403, target);
    }
    await service.call({ method: 'DELETE', url: `/api/v2/tokens/${_id}` });
    assert.equal((await ask(token, '/orders')).status, 401);
  });
}
