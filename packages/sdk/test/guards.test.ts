/** Each guard refuses as RFC 6750 asks, lets nobody else through, and says whose call it is. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { requireToken as requireOfExpress } from '../src/guard/express.ts';
import { requireToken as requireOfFastify } from '../src/guard/fastify.ts';
import { requireToken as requireOfHono } from '../src/guard/hono.ts';
import { requireToken as requireOfNode } from '../src/guard/http.ts';
import type { Principal, Verifier } from '../src/verifier/index.ts';
import { LONG_MS, startVerifier, untilTold } from './start-verifier.ts';

/** What a protected API answers to whom it lets through. */
const greet = ({ tokenId }: Principal) => JSON.stringify({ tokenId });
const NAME = /^\/members\/([^/?]*)/;
const memberOf = (url = '') => `member/${NAME.exec(url)?.[1] ?? ''}`;
const action = 'viewMember';

type Start = (t: TestContext, verifier: Verifier) => Promise<string>;

async function listen(t: TestContext, server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const APIS: Readonly<Record<string, Start>> = {
  'node:http': async (t, verifier) => {
    const guard = requireOfNode({ verifier, action, resource: ({ url }: IncomingMessage) => memberOf(url) });
    return listen(
      t,
      createServer(async (request, response) => {
        const principal = await guard(request, response);
        if (principal !== undefined) response.end(greet(principal));
      }),
    );
  },
  'Express 5': async (t, verifier) => {
    const app = express();
    const guard = requireOfExpress<express.Request>({
      verifier,
      action,
      resource: ({ params }) => `member/${params.name}`,
    });
    app.get('/members/:name', guard, (request, response) => {
      response.end(greet((request as unknown as { principal: Principal }).principal));
    });
    return listen(t, createServer(app));
  },
  Fastify: async (t, verifier) => {
    const app = fastify();
    t.after(() => app.close());
    const guard = requireOfFastify({ verifier, action, resource: ({ raw }) => memberOf(raw.url) });
    app.get('/members/:name', { onRequest: guard }, async (request) =>
      greet((request as unknown as { principal: Principal }).principal),
    );
    return app.listen({ host: '127.0.0.1', port: 0 });
  },
  Hono: async (t, verifier) => {
    const app = new Hono<{ Variables: { principal: Principal } }>();
    const guard = requireOfHono({
      verifier,
      action,
      resource: ({ req }) => memberOf(new URL(req.raw.url).pathname),
    });
    app.get('/members/:name', guard, (context) => context.body(greet(context.get('principal'))));
    return listen(
      t,
      createServer(async (request, response) => {
        const headers = new Headers();
        const { rawHeaders } = request;
        for (let index = 0; index < rawHeaders.length; index += 2)
          headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
        const answer = await app.fetch(new Request(`http://localhost${request.url}`, { headers }));
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      }),
    );
  },
};

/** Sends the header as often as there are values. */
async function get(url: string, ...authorization: readonly string[]) {
  const headers = authorization.flatMap((value) => ['Authorization', value]);
  const request = send(url, { headers: ['Host', new URL(url).host, ...headers], agent: false });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += chunk;
  const { 'www-authenticate': challenge, 'retry-after': retryAfter } = response.headers;
  return { status: response.statusCode, challenge, retryAfter, body };
}

for (const [framework, start] of Object.entries(APIS)) {
  test(`${framework}: missing, malformed, wrong, insufficient and unknowable are refused as RFC 6750 asks`, async (t) => {
    const { service, verifier, network, advance } = await startVerifier(t);
    const policy = [{ effect: 'allow', resources: ['member/ann'], actions: ['viewMember'] }];
    await service.call({
      method: 'POST',
      url: '/api/v2/roles',
      payload: { key: 'look', name: 'Look', policy },
    });
    const token = await service.createToken({ serviceToken: true, customRoleIds: ['look'] });
    await untilTold(network, token._id);
    const api = await start(t, verifier);
    const ann = `${api}/members/ann`;
    const bearer = `Bearer ${token.token}`;

    const allowed = await get(ann, bearer);
    assert.deepEqual([allowed.status, JSON.parse(allowed.body)], [200, { tokenId: token._id }]);
    assert.equal((await get(ann, bearer.replace('Bearer', 'bearer'))).status, 200);
    const wrong = bearer.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const [url, authorizations, status, challenge] of [
      [ann, [], 401, 'Bearer'],
      [ann, ['Basic YTpi'], 401, 'Bearer'],
      [ann, ['Bearer'], 400, 'Bearer error="invalid_request"'],
      [ann, [`${bearer} ${bearer}`], 400, 'Bearer error="invalid_request"'],
      [ann, [bearer, bearer], 400, 'Bearer error="invalid_request"'],
      [ann, [bearer, wrong], 400, 'Bearer error="invalid_request"'],
      [`${ann}?access_token=${token.token}`, [], 400, 'Bearer error="invalid_request"'],
      [`${ann}?access_token=${token.token}`, [bearer], 400, 'Bearer error="invalid_request"'],
      [ann, [wrong], 401, 'Bearer error="invalid_token"'],
      [ann, ['Bearer x'], 401, 'Bearer error="invalid_token"'],
      [`${api}/members/bob`, [bearer], 403, 'Bearer error="insufficient_scope"'],
    ] as const) {
      const refused = await get(url, ...authorizations);
      assert.deepEqual([refused.status, refused.challenge], [status, challenge], `${url} ${authorizations}`);
      assert.ok(!refused.body.includes('tokenId') && !refused.body.includes(token.token));
    }
    network.cut();
    advance(LONG_MS);
    const unknowable = await get(ann, bearer);
    assert.deepEqual([unknowable.status, unknowable.challenge, unknowable.retryAfter], [503, undefined, '1']);
  });
}

test('a resource that cannot be named lets nobody through', async (t) => {
  const { service, verifier } = await startVerifier(t);
  const app = fastify();
  t.after(() => app.close());
  const broken = requireOfFastify({
    verifier,
    action,
    resource: () => {
      throw new Error('no such member');
    },
  });
  app.get('/', { onRequest: broken }, async () => 'let through');
  const answer = await app.inject({ url: '/', headers: { authorization: `Bearer ${service.ownerSecret}` } });
  assert.equal(answer.statusCode, 500);
});
