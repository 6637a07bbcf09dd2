import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWithinRanges } from '../src/address-ranges.ts';
import { startTestService, type TestService } from './test-service.ts';
import { patch, storedTokens, TOKENS } from './token-calls.ts';

async function statusFrom(
  service: TestService,
  secret: string,
  remoteAddress: string,
  forwardedFor?: string,
) {
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  return (await service.call({ url: '/api/v2/caller-identity', as: secret, remoteAddress, headers }))
    .statusCode;
}

test('an address is in a range of its own family only, in every way to write it', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.0.0.0', '10.0.0.0/8', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.4', '10.1.2.3/31', false],
    ['10.1.2.2', '10.1.2.3/31', true],
    ['203.0.113.9', '0.0.0.0/0', true],
    ['::ffff:10.1.2.3', '10.0.0.0/8', true],
    ['::FFFF:10.1.2.3', '10.0.0.0/8', true],
    ['::ffff:11.1.2.3', '10.0.0.0/8', false],
    ['10.1.2.3', '::ffff:10.0.0.0/104', true],
    ['10.1.2.3', '::ffff:10.1.2.3', true],
    ['11.1.2.3', '::ffff:10.0.0.0/104', false],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['10.1.2.3', '::/0', false],
    ['::ffff:10.1.2.3', '::/0', false],
    ['2001:db8::1', '::/0', true],
    ['2001:db8::1', '0.0.0.0/0', false],
    ['fe80::1%eth0', 'fe80::/10', true],
    ['fe80::1%eth0', '2001:db8::/32', false],
    ['10.1.2.3:4711', '10.0.0.0/8', false],
    ['a', '0.0.0.0/0', false],
    ['', '0.0.0.0/0', false],
  ];
  for (const [address, range, isInside] of cases) {
    assert.equal(isWithinRanges(address, [range]), isInside, `${address} in ${range}`);
    assert.equal(isWithinRanges(address, ['192.0.2.1', range, '2001:db8:ffff::/48']), isInside);
  }
});

test('a token works from its addresses alone, on every route, and the refusal says which address was seen', async (t) => {
  const service = await startTestService(t);
  const allowedIps = ['10.0.0.0/8', '2001:db8::/32', '203.0.113.7'];
  const { _id, token } = await service.createToken({ role: 'owner', allowedIps });
  for (const address of ['10.9.8.7', '2001:db8::5', '203.0.113.7', '::ffff:10.0.0.1']) {
    assert.equal(await statusFrom(service, token, address), 200, address);
  }
  const before = storedTokens(service);
  for (const address of ['203.0.113.8', '127.0.0.1', '::1', 'fe80::1%eth0']) {
    for (const call of [
      { url: '/api/v2/caller-identity' },
      { url: TOKENS },
      { method: 'POST', url: TOKENS, payload: { role: 'reader' } },
      { method: 'POST', url: `${TOKENS}/${_id}/reset`, payload: {} },
      { method: 'DELETE', url: `${TOKENS}/${_id}` },
      { method: 'PATCH', url: `${TOKENS}/${_id}`, payload: { merge: { allowedIps: [] } } },
    ] as const) {
      const response = await service.call({ ...call, as: token, remoteAddress: address });
      assert.equal(response.statusCode, 403, response.body);
      assert.ok(response.json().message.includes(`\`${address}\``));
      assert.equal(response.json().reason.kind, 'address_not_allowed');
    }
  }
  assert.deepEqual(storedTokens(service), before);
});

test('a change of the addresses counts from the answer on, and none means everywhere', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader', allowedIps: ['10.0.0.0/8'] });
  assert.equal(await statusFrom(service, token, '10.0.0.1'), 200);
  await patch(service, _id, { merge: { allowedIps: ['11.0.0.0/8'] } });
  assert.equal(await statusFrom(service, token, '10.0.0.1'), 403);
  assert.equal(await statusFrom(service, token, '11.0.0.1'), 200);
  await patch(service, _id, { merge: { allowedIps: null } });
  assert.equal(await statusFrom(service, token, '10.0.0.1'), 200);
});

test('a dead secret is refused as dead, from whichever address', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader', allowedIps: ['10.0.0.0/8'] });
  await service.call({ method: 'DELETE', url: `${TOKENS}/${_id}` });
  assert.equal(await statusFrom(service, token, '10.0.0.1'), 401);
  assert.equal(await statusFrom(service, token, '192.0.2.1'), 401);
});

test('without a trusted proxy nobody says from where they call', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ role: 'reader', allowedIps: ['10.0.0.1'] });
  for (const forged of ['10.0.0.1', '10.0.0.1, 192.0.2.1', '192.0.2.1, 10.0.0.1', '::ffff:10.0.0.1']) {
    assert.equal(await statusFrom(service, token, '192.0.2.1', forged), 403, forged);
  }
  for (const header of ['forwarded', 'x-real-ip', 'x-client-ip', 'cf-connecting-ip', 'true-client-ip']) {
    const headers = { [header]: header === 'forwarded' ? 'for=10.0.0.1' : '10.0.0.1' };
    const response = await service.call({ url: TOKENS, as: token, remoteAddress: '192.0.2.1', headers });
    assert.equal(response.statusCode, 403, header);
  }
  assert.equal(await statusFrom(service, token, '10.0.0.1', '192.0.2.1'), 200);
});

test('behind a trusted proxy the client is the last address that no proxy of ours wrote', async (t) => {
  const service = await startTestService(t, { config: { trustedProxies: ['172.16.0.0/12', 'fd00::/8'] } });
  const { token } = await service.createToken({ role: 'reader', allowedIps: ['10.0.0.1', '2001:db8::/32'] });
  const cases: readonly (readonly [string, string | undefined, number])[] = [
    ['172.16.0.9', '10.0.0.1', 200],
    ['::ffff:172.16.0.9', '10.0.0.1', 200],
    ['fd00::9', '2001:db8::7', 200],
    ['172.16.0.9', '::ffff:10.0.0.1', 200],
    ['172.16.0.9', '10.0.0.1, 172.20.0.1', 200],
    ['172.16.0.9', '10.0.0.1, 192.0.2.1', 403],
    ['172.16.0.9', '192.0.2.1', 403],
    ['172.16.0.9', 'a', 403],
    ['172.16.0.9', '10.0.0.1:4711', 403],
    ['172.16.0.9', 'a, 10.0.0.1', 200],
    ['172.16.0.9', '10.0.0.1, a', 403],
    ['172.16.0.9', '', 403],
    ['172.16.0.9', undefined, 403],
    ['192.0.2.1', '10.0.0.1', 403],
    ['10.0.0.1', '192.0.2.1', 200],
  ];
  for (const [peer, forwarded, status] of cases) {
    assert.equal(await statusFrom(service, token, peer, forwarded), status, `${peer} for ${forwarded}`);
  }
});
