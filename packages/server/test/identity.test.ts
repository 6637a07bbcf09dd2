import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startTestService } from './test-service.ts';

test('a token learns whose it is', async (t) => {
  const service = await startTestService(t);
  const { secret, member } = await service.addMember('reader', 'reader');
  const personal = (await service.call({ url: '/api/v2/caller-identity', as: secret })).json();
  assert.deepEqual(personal, {
    accountId: service.accountId,
    authKind: 'token',
    tokenKind: 'personal',
    tokenName: "reader's token",
    tokenId: personal.tokenId,
    memberId: member.id,
    serviceToken: false,
  });
  const shared = await service.createToken({ name: 'bot', role: 'reader', serviceToken: true });
  assert.deepEqual((await service.call({ url: '/api/v2/caller-identity', as: shared.token })).json(), {
    accountId: service.accountId,
    authKind: 'token',
    tokenKind: 'service',
    tokenName: 'bot',
    tokenId: shared._id,
    serviceToken: true,
  });
});

test('a member reads their own record, a service token has none', async (t) => {
  const service = await startTestService(t);
  const { secret, member } = await service.addMember('no_access', 'reader');
  const own = await service.call({ url: '/api/v2/members/me', as: secret });
  assert.deepEqual(own.json(), {
    _links: { self: { href: `/api/v2/members/${member.id}`, type: 'application/json' } },
    _id: member.id,
    firstName: 'Grace',
    lastName: 'no_access',
    role: 'no_access',
    email: member.email,
    _pendingInvite: false,
    _verified: true,
    customRoles: [],
    mfa: 'disabled',
    _lastSeen: 0,
    teams: [],
    permissionGrants: [],
    creationDate: member.createdAt,
    version: 1,
  });
  const shared = await service.createToken({ role: 'admin', serviceToken: true });
  const none = await service.call({ url: '/api/v2/members/me', as: shared.token });
  assert.equal(none.statusCode, 404);
});

test('everybody may see their own account', async (t) => {
  const service = await startTestService(t);
  const { secret } = await service.addMember('no_access', 'reader');
  assert.deepEqual((await service.call({ url: '/api/v2/account', as: secret })).json(), {
    _links: { self: { href: '/api/v2/account', type: 'application/json' } },
    _id: service.accountId,
    key: 'default',
    organization: 'Example',
  });
});

test('what anybody may read needs no token, and takes any', async (t) => {
  const service = await startTestService(t);
  for (const as of [null, 'anything', service.ownerSecret]) {
    const root = await service.call({ url: '/api/v2', as });
    assert.equal(root.statusCode, 200);
    assert.equal(root.json().links.tokens.href, '/api/v2/tokens');
    const addresses = await service.call({ url: '/api/v2/public-ip-list', as });
    assert.deepEqual(addresses.json(), { addresses: [], outboundAddresses: [] });
    const spec = await service.call({ url: '/api/v2/openapi.json', as });
    assert.equal(spec.json().openapi, '3.1.0');
  }
});

test('every link of the root leads to an answer', async (t) => {
  const service = await startTestService(t);
  const { links } = (await service.call({ url: '/api/v2' })).json();
  for (const { href } of Object.values<{ href: string }>(links)) {
    assert.equal((await service.call({ url: href })).statusCode, 200, href);
  }
});

test('the description that is served is the one in `spec/`', async (t) => {
  const service = await startTestService(t);
  const written = JSON.parse(readFileSync(new URL('../../../spec/openapi.json', import.meta.url), 'utf8'));
  assert.deepEqual((await service.call({ url: '/api/v2/openapi.json' })).json(), written);
});

test('the probes answer without a token', async (t) => {
  const service = await startTestService(t);
  const probe = (url: string) => service.call({ url, as: null });
  assert.deepEqual((await probe('/healthz')).json(), { status: 'ok' });
  assert.deepEqual((await probe('/readyz')).json(), { status: 'ready' });
  const waiting = await startTestService(t, { setUp: false });
  assert.deepEqual((await waiting.call({ url: '/readyz', as: null })).json(), {
    status: 'waiting for set-up',
  });

  await service.call({ url: '/api/v2/tokens' });
  await service.call({ url: '/api/v2/tokens', as: 'x' });
  const metrics = await probe('/metrics');
  assert.match(metrics.body, /keyward_authentications_total\{outcome="authenticated"\} 1/);
  assert.match(metrics.body, /keyward_authentications_total\{outcome="unrecognized"\} 1/);
  assert.match(metrics.body, /route="\/api\/v2\/tokens",status="200"\} 1/);
  assert.equal(metrics.body.includes(service.ownerSecret.slice(0, 12)), false);
});

test('a store that cannot write is not ready, and is again when it can', async (t) => {
  const service = await startTestService(t);
  service.query("create trigger stuck before update on sequence begin select raise(abort, 'stuck'); end");
  assert.equal((await service.call({ url: '/readyz', as: null })).statusCode, 500);
  service.query('drop trigger stuck');
  assert.equal((await service.call({ url: '/readyz', as: null })).statusCode, 200);
});
