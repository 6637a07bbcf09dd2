import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';

const TOKENS = '/api/v2/tokens';

/** What a refused call may have changed: nothing. */
function storedState(service: TestService) {
  return service.query(
    'select (select count(*) from tokens) as tokens, (select count(*) from token_secrets) as secrets, (select count(*) from audit_entries) as audit, (select value from sequence) as number',
  );
}

async function refused(service: TestService, payload: unknown, status: number, message: RegExp, as?: string) {
  const before = storedState(service);
  const response = await service.call({
    method: 'POST',
    url: TOKENS,
    payload: payload as object,
    ...(as !== undefined && { as }),
  });
  assert.equal(response.statusCode, status, response.body);
  assert.match(response.json().message, message);
  assert.deepEqual(storedState(service), before);
  return response;
}

test('a created token has every field of the wire, and works', async (t) => {
  const service = await startTestService(t);
  const response = await service.call({
    method: 'POST',
    url: TOKENS,
    payload: { name: 'ci', description: 'builds', role: 'writer', defaultApiVersion: 20191212 },
  });
  assert.equal(response.statusCode, 201);
  const { _id, token, ownerId, _member, ...rest } = response.json();
  assert.match(_id, /^[0-9a-f]{24}$/);
  assert.match(token, /^kwp_[0-9A-Za-z]{36}$/);
  assert.deepEqual(rest, {
    memberId: ownerId,
    name: 'ci',
    description: 'builds',
    creationDate: service.clock.nowMs,
    lastModified: service.clock.nowMs,
    customRoleIds: [],
    inlineRole: [],
    role: 'writer',
    serviceToken: false,
    defaultApiVersion: 20191212,
    lastUsed: 0,
    status: 'active',
    disabled: false,
    allowedIps: [],
    tags: [],
    previousSecrets: [],
    effectiveEverywhereBy: service.clock.nowMs + 5_000,
    _links: {
      self: { href: `${TOKENS}/${_id}`, type: 'application/json' },
      parent: { href: TOKENS, type: 'application/json' },
    },
  });
  assert.deepEqual(_member, {
    _links: { self: { href: `/api/v2/members/${ownerId}`, type: 'application/json' } },
    _id: ownerId,
    firstName: 'Ada',
    lastName: 'Owner',
    role: 'owner',
    email: 'owner@example.com',
  });
  const identity = await service.call({ url: '/api/v2/caller-identity', as: token });
  assert.equal(identity.json().tokenId, _id);
});

test('S11: the secret leaves once, in the body alone', async (t) => {
  const service = await startTestService(t);
  const response = await service.call({ method: 'POST', url: TOKENS, payload: { role: 'reader' } });
  const { _id, token } = response.json();
  assert.equal(response.headers['cache-control'], 'no-store');
  assert.equal(response.headers.etag, undefined);
  assert.equal(JSON.stringify(response.headers).includes(token), false);
  const read = await service.call({ url: `${TOKENS}/${_id}` });
  assert.equal(read.json().token, token.slice(-4));
  const list = await service.call({ url: TOKENS });
  assert.equal(list.body.includes(token), false);
  const audit = await service.call({ url: '/api/v2/auditlog' });
  assert.equal(audit.body.includes(token), false);
});

test('what is sent comes back equal, character for character', async (t) => {
  const service = await startTestService(t);
  for (const name of ['', 'ﬁ ① naïve', 'x\n{"event":"deleted"}', '\u001b[31mred', 'a\u2028b', '</script>']) {
    const { _id } = await service.createToken({ name, description: name, role: 'reader' });
    const read = await service.call({ url: `${TOKENS}/${_id}` });
    assert.equal(read.json().name, name);
    assert.equal(read.json().description, name);
  }
  for (const line of service.logLines) assert.doesNotThrow(() => JSON.parse(line));
});

test('lists, texts and null that say nothing count as absent', async (t) => {
  const service = await startTestService(t);
  await service.createToken({ role: 'reader', customRoleIds: [], inlineRole: [] });
  await service.createToken({ role: 'reader', customRoleIds: null, inlineRole: null });
  for (const payload of [{}, { role: '' }, { role: null }, { customRoleIds: [], inlineRole: [] }]) {
    await refused(
      service,
      payload,
      400,
      /exactly one of `role`, `customRoleIds` and `inlineRole`.*none was given/,
    );
  }
});

test('exactly one scope is taken', async (t) => {
  const service = await startTestService(t);
  await refused(
    service,
    { role: 'reader', customRoleIds: ['ops'] },
    400,
    /`role` and `customRoleIds` were given/,
  );
  await refused(service, { customRoleIds: ['ops'], inlineRole: [{}] }, 400, /exactly one of/);
});

test('a role that does not exist is refused and named', async (t) => {
  const service = await startTestService(t);
  await refused(service, { customRoleIds: ['ops'] }, 400, /`customRoleIds`: there is no role `ops`/);
});

test('a wrong field is named, and nothing is stored', async (t) => {
  const service = await startTestService(t);
  const reader = { role: 'reader' };
  await refused(service, { ...reader, rolle: 'x' }, 400, /unknown field `rolle`/);
  await refused(
    service,
    { role: 'root' },
    400,
    /`role`: must be one of `reader`, `writer`, `admin`, `owner`/,
  );
  await refused(service, { role: 'no_access' }, 400, /`role`: must be one of/);
  await refused(service, { ...reader, name: 7 }, 400, /`name`: must be of type string/);
  await refused(
    service,
    { ...reader, name: 'x'.repeat(257) },
    400,
    /`name`: must have at most 256 characters/,
  );
  await refused(service, { ...reader, serviceToken: 'yes' }, 400, /`serviceToken`: must be of type boolean/);
  await refused(
    service,
    { ...reader, defaultApiVersion: 20200101 },
    400,
    /`defaultApiVersion`: must be one of/,
  );
  await refused(service, { ...reader, memberId: '0'.repeat(24) }, 400, /unknown field `memberId`/);
  await refused(service, { ...reader, _id: '0'.repeat(24) }, 400, /unknown field `_id`/);
  await refused(service, [], 400, /the body: must be of type object/);
  await refused(service, undefined, 400, /body/);
});

test('an end must lie ahead and be in milliseconds', async (t) => {
  const service = await startTestService(t);
  const { nowMs } = service.clock;
  await refused(service, { role: 'reader', expiry: nowMs }, 400, /`expiry`: this time has passed/);
  await refused(service, { role: 'reader', expiry: 1_795_000_000 }, 400, /`expiry`/);
  await refused(
    service,
    { role: 'reader', expiry: '1795000000000' },
    400,
    /`expiry`: must be of type integer/,
  );
  await refused(service, { role: 'reader', expiry: nowMs + 0.5 }, 400, /`expiry`/);

  const { token, expiry } = await service.createToken({ role: 'reader', expiry: nowMs + 1_000 });
  assert.equal(expiry, nowMs + 1_000);
  const status = async () => (await service.call({ url: '/api/v2/caller-identity', as: token })).statusCode;
  service.clock.advance(999);
  assert.equal(await status(), 200);
  service.clock.advance(1);
  assert.equal(await status(), 401);
});

test('a secret in a field that people see is refused and not repeated', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ role: 'reader' });
  for (const field of ['name', 'description']) {
    const response = await refused(
      service,
      { role: 'reader', [field]: `see ${token}` },
      400,
      new RegExp(`\`${field}\``),
    );
    assert.equal(response.body.includes(token), false);
  }
});

test('P1: nobody gives more than they hold', async (t) => {
  const service = await startTestService(t);
  const roles = ['reader', 'writer', 'admin', 'owner'] as const;
  for (const memberRole of ['no_access', ...roles] as const) {
    for (const tokenRole of roles) {
      const { secret } = await service.addMember(memberRole, tokenRole);
      const held = Math.min(roles.indexOf(tokenRole), roles.indexOf(memberRole as (typeof roles)[number]));
      for (const wanted of roles) {
        for (const serviceToken of [false, true]) {
          const mayCreate = held >= roles.indexOf('admin');
          const mayGive = mayCreate && held >= roles.indexOf(wanted);
          const before = storedState(service);
          const response = await service.call({
            method: 'POST',
            url: TOKENS,
            payload: { role: wanted, serviceToken },
            as: secret,
          });
          const question = `${tokenRole} token of ${memberRole} gives ${wanted}`;
          assert.equal(response.statusCode, mayGive ? 201 : 403, question);
          if (mayGive) continue;
          assert.deepEqual(storedState(service), before, question);
          const { access } = response.json();
          if (mayCreate) assert.notEqual(access.action, 'createAccessToken', question);
          else assert.equal(access.action, 'createAccessToken', question);
        }
      }
    }
  }
});

test('P7: a personal token follows its member down, a service token does not', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('admin', 'admin');
  const made = await service.call({
    method: 'POST',
    url: TOKENS,
    payload: { role: 'admin', serviceToken: true },
    as: secret,
  });
  service.query(`update members set role = 'reader', version = version + 1 where id = '${member.id}'`);
  const create = { method: 'POST', url: TOKENS, payload: { role: 'reader', serviceToken: true } } as const;
  assert.equal((await service.call({ ...create, as: secret })).statusCode, 403);
  assert.equal((await service.call({ ...create, as: made.json().token })).statusCode, 201);

  service.query(`update members set removed_at = 1, version = version + 1 where id = '${member.id}'`);
  assert.equal((await service.call({ url: TOKENS, as: secret })).statusCode, 401);
  assert.equal((await service.call({ url: TOKENS, as: made.json().token })).statusCode, 200);
});

test('a service token creates service tokens only, named after the same member', async (t) => {
  const service = await startTestService(t);
  const maker = await service.createToken({ role: 'admin', serviceToken: true });
  assert.match(maker.token, /^kws_/);
  await refused(
    service,
    { role: 'reader' },
    400,
    /`serviceToken`: a service token has no member/,
    maker.token,
  );
  const response = await service.call({
    method: 'POST',
    url: TOKENS,
    payload: { role: 'reader', serviceToken: true },
    as: maker.token,
  });
  assert.equal(response.statusCode, 201);
  assert.equal(response.json().memberId, maker.memberId);
});

test('the limit of service tokens is exact under many callers, and ended ones make room', async (t) => {
  const service = await startTestService(t);
  service.query('update accounts set settings = \'{"serviceTokenLimit":5}\'');
  const create = () =>
    service.call({ method: 'POST', url: TOKENS, payload: { role: 'reader', serviceToken: true } });
  const responses = await Promise.all(Array.from({ length: 30 }, create));
  const created = responses.filter(({ statusCode }) => statusCode === 201);
  assert.equal(created.length, 5);
  for (const response of responses.filter(({ statusCode }) => statusCode !== 201)) {
    assert.equal(response.statusCode, 403);
    assert.match(response.json().message, /limit of 5 service tokens/);
  }
  await service.call({ method: 'DELETE', url: `${TOKENS}/${created[0]?.json()._id}` });
  assert.equal((await create()).statusCode, 201);
  assert.equal((await create()).statusCode, 403);
});

test('S4: a broken random source creates nothing', async (t) => {
  const service = await startTestService(t);
  const before = storedState(service);
  t.mock.method(crypto, 'randomBytes', () => {
    throw new Error('no entropy');
  });
  const response = await service.call({ method: 'POST', url: TOKENS, payload: { role: 'reader' } });
  t.mock.restoreAll();
  assert.equal(response.statusCode, 500);
  assert.deepEqual(storedState(service), before);
});

test('S5: a digest that is taken is drawn again, and the caller sees one token', async (t) => {
  const service = await startTestService(t);
  const randomBytes = crypto.randomBytes;
  let repeats = 2;
  const drawn = randomBytes(30);
  t.mock.method(crypto, 'randomBytes', (size: number) => {
    if (size !== 30 || repeats === 0) return randomBytes(size);
    repeats--;
    return Buffer.from(drawn);
  });
  drawn.forEach((byte, index) => {
    drawn[index] = byte % 248;
  });
  const first = await service.createToken({ role: 'reader' });
  const before = storedState(service);
  const second = await service.createToken({ role: 'reader' });
  assert.equal(repeats, 0);
  assert.notEqual(first.token, second.token);
  assert.equal(Number(storedState(service)[0]?.tokens), Number(before[0]?.tokens) + 1);
  for (const { _id, token } of [first, second]) {
    const identity = await service.call({ url: '/api/v2/caller-identity', as: token });
    assert.equal(identity.json().tokenId, _id);
  }
});

test('L4: an audit entry that cannot be written undoes the token', async (t) => {
  const service = await startTestService(t);
  service.query(
    "create trigger no_audit before insert on audit_entries begin select raise(abort, 'no'); end",
  );
  const before = storedState(service);
  const response = await service.call({ method: 'POST', url: TOKENS, payload: { role: 'reader' } });
  assert.equal(response.statusCode, 500);
  assert.equal(response.body.includes('kwp_'), false);
  assert.deepEqual(storedState(service), before);
});

test('rights are judged again inside the transaction: a caller that ended or changed meanwhile creates nothing', async (t) => {
  const service = await startTestService(t);
  const { store } = service.deployment;
  const { secret, member } = await service.addMember('admin', 'admin');
  const meanwhile = [
    { sql: `update members set role = 'reader', version = 2 where id = '${member.id}'`, status: 409 },
    { sql: `update tokens set deleted_at = 1, version = 2 where member_id = '${member.id}'`, status: 401 },
  ];
  const change = store.change;
  for (const { sql, status } of meanwhile) {
    service.query(`update members set role = 'admin', version = 1 where id = '${member.id}'`);
    const paused = t.mock.method(store, 'change', (...words: Parameters<typeof change>) => {
      service.query(sql);
      paused.mock.restore();
      return change(...words);
    });
    const before = storedState(service);
    const response = await service.call({
      method: 'POST',
      url: TOKENS,
      payload: { role: 'admin' },
      as: secret,
    });
    assert.equal(response.statusCode, status, response.body);
    assert.deepEqual(storedState(service), before);
  }
});

test('a change is judged by the time at which it is made, not by that of its call', async (t) => {
  const service = await startTestService(t);
  const { nowMs } = service.clock;
  const maker = await service.createToken({ role: 'admin', expiry: nowMs + 1_000 });
  const { store } = service.deployment;
  const change = store.change;
  const waited = t.mock.method(store, 'change', (...words: Parameters<typeof change>) => {
    service.clock.advance(1_000);
    waited.mock.restore();
    return change(...words);
  });
  const before = storedState(service);
  const response = await service.call({
    method: 'POST',
    url: TOKENS,
    payload: { role: 'reader' },
    as: maker.token,
  });
  assert.equal(response.statusCode, 401, response.body);
  assert.deepEqual(storedState(service), before);
});

test('a read that fails loses no secret: whatever the answer needs is read before the token is made', async (t) => {
  const service = await startTestService(t);
  const before = storedState(service);
  t.mock.method(service.deployment.store.reads.members, 'findOldestOwner', async () => {
    throw new Error('the read failed');
  });
  const response = await service.call({ method: 'POST', url: TOKENS, payload: { role: 'reader' } });
  assert.equal(response.statusCode, 500);
  assert.deepEqual(storedState(service), before);
});
