import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';
import {
  auditOf,
  DAY_MS,
  HOUR_MS,
  patch,
  readToken,
  setSettings,
  statusOf,
  storedTokens,
  TOKENS,
} from './token-calls.ts';

const POLICY = [{ effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] }];

async function patched(service: TestService, id: string, body: object, as?: string) {
  const response = await patch(service, id, body, as);
  assert.equal(response.statusCode, 200, response.body);
  const { ownerId: _, effectiveEverywhereBy, ...shown } = response.json();
  assert.equal(effectiveEverywhereBy, service.clock.nowMs + 5_000);
  const { ownerId: __, ...read } = await readToken(service, id);
  assert.deepEqual(shown, read, 'the answer is what is read afterwards');
  return response.json();
}

async function refused(
  service: TestService,
  id: string,
  body: object,
  status: number,
  message: RegExp,
  as?: string,
) {
  const before = storedTokens(service);
  const response = await patch(service, id, body, as);
  assert.equal(response.statusCode, status, response.body);
  assert.match(response.json().message, message);
  assert.deepEqual(storedTokens(service), before);
  return response.json();
}

test('every field that can be changed is changed by each operation, and comes back as it was sent', async (t) => {
  const service = await startTestService(t);
  const expiry = service.clock.nowMs + DAY_MS;
  const { _id } = await service.createToken({ role: 'reader', name: 'a', description: 'b' });
  const fields = {
    name: 'ﬁ "quoted" \u2028',
    description: 'second',
    role: 'writer',
    expiry,
    disabled: true,
    allowedIps: ['10.0.0.0/8', '2001:db8::/32', '203.0.113.7'],
    tags: ['b', 'a.1_x-Y'],
  };
  for (const [name, value] of Object.entries(fields)) {
    service.clock.advance(1);
    const op = name === 'expiry' ? 'add' : 'replace';
    const answer = await patched(service, _id, [{ op, path: `/${name}`, value }]);
    assert.deepEqual(answer[name], value);
    assert.equal(answer.lastModified, service.clock.nowMs);
  }
  assert.equal((await readToken(service, _id)).status, 'disabled');

  const steps = [
    [{ op: 'add', path: '/tags/-', value: 'c' }, 'tags', ['b', 'a.1_x-Y', 'c']],
    [{ op: 'add', path: '/tags/0', value: 'z' }, 'tags', ['z', 'b', 'a.1_x-Y', 'c']],
    [{ op: 'remove', path: '/tags/1' }, 'tags', ['z', 'a.1_x-Y', 'c']],
    [{ op: 'move', from: '/tags/0', path: '/tags/2' }, 'tags', ['a.1_x-Y', 'c', 'z']],
    [
      { op: 'replace', path: '/allowedIps/2', value: '::1' },
      'allowedIps',
      ['10.0.0.0/8', '2001:db8::/32', '::1'],
    ],
    [{ op: 'copy', from: '/name', path: '/description' }, 'description', fields.name],
    [{ op: 'remove', path: '/expiry' }, 'expiry', undefined],
    [{ op: 'replace', path: '/expiry', value: expiry }, 'expiry', expiry],
    [{ op: 'replace', path: '/expiry', value: null }, 'expiry', undefined],
    [{ op: 'remove', path: '/description' }, 'description', ''],
    [{ op: 'remove', path: '/tags' }, 'tags', []],
    [{ op: 'remove', path: '/disabled' }, 'disabled', false],
    [{ op: 'remove', path: '/name' }, 'name', ''],
  ] as const;
  for (const [operation, field, value] of steps) {
    assert.deepEqual((await patched(service, _id, [operation]))[field], value, JSON.stringify(operation));
  }
});

test('a patch is a list, an object with a list, or a merge; the last two with a comment for the audit log', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader', name: 'a', tags: ['x'] });
  const bodies = [
    [{ op: 'replace', path: '/name', value: 'list' }],
    { patch: [{ op: 'replace', path: '/name', value: 'patch' }], comment: 'why: *patch*' },
    { merge: { name: 'merge', tags: null, description: 'd' }, comment: 'why: merge' },
  ];
  for (const body of bodies) await patched(service, _id, body);
  const { name, tags, description } = await readToken(service, _id);
  assert.deepEqual({ name, tags, description }, { name: 'merge', tags: [], description: 'd' });
  const entries = auditOf(service, 'updateAccessTokenName');
  assert.deepEqual(
    entries.map(({ comment }) => comment),
    ['why: merge', 'why: *patch*', undefined],
  );
  const listed = (await service.call({ url: '/api/v2/auditlog' })).json().items;
  assert.equal(listed[0].comment, 'why: merge');
  assert.match(
    listed[0].description,
    /`patch` to `merge`; Changed the description; Changed the tags to none/,
  );
});

test('bodies of another shape are refused, and say what is wanted', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader', name: 'a' });
  const replace = { op: 'replace', path: '/name', value: 'b' };
  await refused(service, _id, {}, 400, /exactly one of `patch` and `merge`/);
  await refused(service, _id, { comment: 'x' }, 400, /exactly one of `patch` and `merge`/);
  await refused(service, _id, { patch: [replace], merge: { name: 'b' } }, 400, /exactly one/);
  for (const body of [
    { name: 'b' },
    [{ ...replace, op: 'set' }],
    [{ op: 'replace', value: 'b' }],
    [{ ...replace, path: 'name' }],
    [{ ...replace, path: '' }],
    [{ ...replace, extra: 1 }],
    [replace, 7],
    { patch: replace },
    { patch: [replace], comment: 7 },
    { patch: [replace], comment: 'x'.repeat(2_001) },
    { instructions: [{ kind: 'updateName', value: 'b' }] },
    { merge: [] },
  ]) {
    await refused(service, _id, body, 400, /./);
  }
  await refused(service, _id, [{ op: 'replace', path: '/name' }], 400, /`0`: the field `value` is missing/);
  await refused(service, _id, [replace, { op: 'copy', path: '/name' }], 400, /`1`: the field `from`/);
  for (const payload of ['', 'null']) {
    const headers = { 'content-type': 'application/json' };
    const url = `${TOKENS}/${_id}`;
    const response = await service.call({ method: 'PATCH', url, headers, payload });
    assert.equal(response.statusCode, 400, response.body);
  }
});

test('the scope is switched in one document, as declarative clients send it, and reads back as sent', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader', name: 'tf' });
  const toInline = await patched(service, _id, [
    { op: 'replace', path: '/name', value: 'tf' },
    { op: 'remove', path: '/role' },
    { op: 'replace', path: '/inlineRole', value: POLICY },
  ]);
  assert.deepEqual([toInline.role, toInline.inlineRole, toInline.customRoleIds], [undefined, POLICY, []]);
  const toRole = await patched(service, _id, [
    { op: 'remove', path: '/inlineRole' },
    { op: 'replace', path: '/role', value: 'writer' },
  ]);
  assert.deepEqual([toRole.role, toRole.inlineRole], ['writer', []]);
  const byMerge = await patched(service, _id, { merge: { role: null, inlineRole: POLICY } });
  assert.deepEqual([byMerge.role, byMerge.inlineRole], [undefined, POLICY]);
  const byEmpty = await patched(service, _id, { merge: { role: 'reader', inlineRole: [] } });
  assert.deepEqual([byEmpty.role, byEmpty.inlineRole], ['reader', []]);
  const bySame = await patched(service, _id, [
    { op: 'replace', path: '/role', value: 'reader' },
    { op: 'replace', path: '/customRoleIds', value: [] },
  ]);
  assert.equal(bySame.role, 'reader');
});

test('after a patch exactly one scope is left, else it is refused', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader' });
  await refused(service, _id, [{ op: 'remove', path: '/role' }], 400, /none was given/);
  await refused(service, _id, [{ op: 'replace', path: '/role', value: '' }], 400, /none was given/);
  const add = { op: 'add', path: '/inlineRole', value: POLICY };
  await refused(service, _id, [add], 400, /`role` and `inlineRole` were given/);
  const custom = { op: 'add', path: '/customRoleIds', value: ['ops'] };
  await refused(service, _id, [{ op: 'remove', path: '/role' }, custom], 400, /there is no role `ops`/);
  const bad = [
    { op: 'remove', path: '/role' },
    { ...add, value: [{ effect: 'allow' }] },
  ];
  const { reason } = await refused(service, _id, bad, 400, /^`inlineRole`: /);
  assert.ok(reason.problems.length > 0);
  await refused(service, _id, [{ op: 'replace', path: '/role', value: 'root' }], 400, /`role`/);
});

test('an operation that cannot be done is 422, and nothing of the patch is stored', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader', name: 'a', tags: ['x'] });
  const rename = { op: 'replace', path: '/name', value: 'b' };
  for (const operation of [
    { op: 'remove', path: '/inlineRole' },
    { op: 'remove', path: '/customRoleIds' },
    { op: 'remove', path: '/expiry' },
    { op: 'remove', path: '/tags/1' },
    { op: 'replace', path: '/tags/1', value: 'y' },
    { op: 'replace', path: '/tags/-', value: 'y' },
    { op: 'add', path: '/tags/3', value: 'y' },
    { op: 'add', path: '/tags/first', value: 'y' },
    { op: 'add', path: '/tags/01', value: 'y' },
    { op: 'move', from: '/inlineRole', path: '/tags' },
    { op: 'test', path: '/name', value: 'c' },
    { op: 'test', path: '/expiry', value: null },
  ]) {
    const { code } = await refused(service, _id, [rename, operation], 422, /failed: `\//);
    assert.equal(code, 'patch_failed');
  }
  const checked = [{ op: 'test', path: '/name', value: 'a' }, rename];
  assert.equal((await patched(service, _id, checked)).name, 'b');
});

test('P11, P12: what is fixed is refused by name, and may be repeated as it is', async (t) => {
  const service = await startTestService(t);
  const created = await service.createToken({ role: 'reader', name: 'a' });
  const { _id } = created;
  const { member } = await service.addMember('owner', 'owner');
  const fixed = {
    _id: '0'.repeat(24),
    memberId: member.id,
    serviceToken: true,
    defaultApiVersion: 20191212,
    creationDate: 1,
    lastModified: 1,
    ownerId: member.id,
    token: 'abcd',
    lastUsed: 1,
    status: 'active',
    previousSecrets: [],
    _links: {},
    _member: {},
  };
  for (const [name, value] of Object.entries(fixed)) {
    const path = `/${name}`;
    const message = new RegExp(`\`${path}\` may not be changed`);
    await refused(service, _id, [{ op: 'replace', path, value }], 400, message);
    await refused(service, _id, { merge: { [name]: value } }, 400, message);
  }
  for (const path of ['/accountId', '/version', '/digest', '/kind', '/deletedAt', '/', '/Name', '/name~1x']) {
    await refused(service, _id, [{ op: 'add', path, value: 1 }], 400, /is no path of this resource/);
  }
  const before = storedTokens(service);
  const same = ['_id', 'memberId', 'serviceToken', 'defaultApiVersion', 'creationDate', 'name', 'tags'];
  const repeat = same.map((name) => ({ op: 'replace', path: `/${name}`, value: created[name] }));
  await patched(service, _id, repeat);
  assert.deepEqual(storedTokens(service), before);
});

test('a patch that changes nothing is answered, and neither stored nor audited', async (t) => {
  const service = await startTestService(t);
  const { _id, name } = await service.createToken({ role: 'reader', name: 'a', tags: ['x'] });
  const before = storedTokens(service);
  service.clock.advance(1);
  for (const body of [
    [],
    { merge: {} },
    [{ op: 'test', path: '/name', value: name }],
    [{ op: 'replace', path: '/name', value: name }],
    [
      { op: 'add', path: '/tags/-', value: 'y' },
      { op: 'remove', path: '/tags/1' },
    ],
    [
      { op: 'remove', path: '/role' },
      { op: 'add', path: '/role', value: 'reader' },
    ],
  ]) {
    await patched(service, _id, body);
    assert.deepEqual(storedTokens(service), before);
  }
});

test("P10: a service token's permissions are fixed; the rest of it can be changed", async (t) => {
  const service = await startTestService(t);
  const byRole = await service.createToken({ role: 'writer', serviceToken: true });
  const byPolicy = await service.createToken({ inlineRole: POLICY, serviceToken: true });
  const other = [{ ...POLICY[0], actions: ['*'] }];
  for (const [{ _id }, body] of [
    [byRole, [{ op: 'replace', path: '/role', value: 'reader' }]],
    [byRole, { merge: { role: null, inlineRole: POLICY } }],
    [byPolicy, [{ op: 'replace', path: '/inlineRole', value: other }]],
    [byPolicy, { merge: { inlineRole: null, role: 'reader' } }],
  ] as const) {
    const { hint } = await refused(service, _id, body, 400, /permissions are fixed/);
    assert.match(hint, /clone it/);
  }
  await refused(service, byRole._id, { merge: { serviceToken: false } }, 400, /may not be changed/);
  const rest = { name: 'n', description: 'd', role: 'writer', tags: ['t'], disabled: true };
  const answer = await patched(service, byRole._id, { merge: rest });
  assert.partialDeepStrictEqual(answer, rest);
  await patched(service, byPolicy._id, [{ op: 'replace', path: '/inlineRole', value: POLICY }]);
});

test('a disabled token is refused from the answer on, and works again once it is enabled', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader' });
  const disabled = await patched(service, _id, { merge: { disabled: true } });
  assert.deepEqual([disabled.disabled, disabled.status], [true, 'disabled']);
  assert.equal(await statusOf(service, token), 401);
  const { items } = (await service.call({ url: TOKENS })).json();
  assert.equal(items.find((item: { _id: string }) => item._id === _id).status, 'disabled');
  const enabled = await patched(service, _id, { merge: { disabled: false } });
  assert.deepEqual([enabled.disabled, enabled.status], [false, 'active']);
  assert.equal(await statusOf(service, token), 200);
  assert.deepEqual(
    auditOf(service, 'updateAccessTokenStatus').map(({ description }) => description),
    ['Enabled the token', 'Disabled the token'],
  );
});

test('each field needs its own action, and the refusal names it', async (t) => {
  const service = await startTestService(t);
  const target = await service.createToken({ role: 'reader', serviceToken: true, tags: ['a'] });
  const actions = {
    name: 'updateAccessTokenName',
    description: 'updateAccessTokenDescription',
    expiry: 'updateAccessTokenExpiry',
    disabled: 'updateAccessTokenStatus',
    allowedIps: 'updateAccessTokenAllowedIps',
    tags: 'updateAccessTokenTags',
  } as const;
  const values = {
    name: 'n',
    description: 'd',
    expiry: service.clock.nowMs + DAY_MS,
    disabled: true,
    allowedIps: ['10.0.0.0/8'],
    tags: ['b'],
  };
  for (const [field, action] of Object.entries(actions)) {
    const inlineRole = [{ effect: 'allow', resources: ['service-token/*'], actions: [action] }];
    const narrow = await service.createToken({ inlineRole, serviceToken: true });
    for (const [other, needed] of Object.entries(actions)) {
      if (other === field) continue;
      const body = { merge: { [other]: values[other as keyof typeof values] } };
      const { access } = await refused(service, target._id, body, 403, /denied/, narrow.token);
      assert.deepEqual(access, { action: needed, resource: `service-token/${target._id}` });
    }
    await patched(
      service,
      target._id,
      { merge: { [field]: values[field as keyof typeof values] } },
      narrow.token,
    );
    const back = { name: '', description: '', expiry: null, disabled: false, allowedIps: [], tags: ['a'] };
    await patched(service, target._id, { merge: back });
  }
});

test('nobody tags a token into or out of their own reach', async (t) => {
  const service = await startTestService(t);
  const inlineRole = [
    { effect: 'allow', resources: ['service-token/*;mine'], actions: ['*'] },
    { effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] },
  ];
  const narrow = await service.createToken({ inlineRole, serviceToken: true });
  const foreign = await service.createToken({ role: 'reader', serviceToken: true, tags: ['theirs'] });
  const mine = await service.createToken({ role: 'reader', serviceToken: true, tags: ['mine'] });
  for (const [{ _id }, tags] of [
    [foreign, ['theirs', 'mine']],
    [mine, ['theirs']],
    [mine, []],
  ] as const) {
    await refused(service, _id, { merge: { tags } }, 403, /denied/, narrow.token);
  }
  await patched(service, mine._id, { merge: { tags: ['mine', 'more'] } }, narrow.token);
  const untagged = await service.call({
    method: 'POST',
    url: TOKENS,
    payload: { inlineRole, serviceToken: true },
    as: narrow.token,
  });
  assert.equal(untagged.statusCode, 403, 'nor creates one out of it');
});

test('what gives rights is compared with those of the caller: scope, enabling, a longer life', async (t) => {
  const service = await startTestService(t);
  const end = service.clock.nowMs + DAY_MS;
  const { secret: admin } = await service.addMember('admin', 'admin');
  for (const serviceToken of [true, false]) {
    const { _id } = await service.createToken({ role: 'owner', serviceToken, expiry: end });
    const notHeld = (body: object) => refused(service, _id, body, 403, /more than the giver may do/, admin);
    await notHeld({ merge: { expiry: end + 1 } });
    await notHeld({ merge: { expiry: null } });
    await patched(service, _id, { merge: { expiry: end - 1, disabled: true } }, admin);
    await notHeld({ merge: { disabled: false } });
    await notHeld({ merge: { name: 'x', disabled: false } });
    if (!serviceToken) {
      await patched(service, _id, { merge: { role: 'writer' } }, admin);
      await notHeld({ merge: { role: 'owner' } });
      await patched(service, _id, { merge: { disabled: false, expiry: end } }, admin);
    }
  }
});

test('an end is later than now, within what the account allows, and never comes back once it has passed', async (t) => {
  const service = await startTestService(t);
  setSettings(service, { maximumTokenLifetimeDays: 30, neverExpiringTokens: false });
  const { nowMs } = service.clock;
  const { _id, token } = await service.createToken({ role: 'reader', expiry: nowMs + DAY_MS });
  await refused(service, _id, { merge: { expiry: nowMs } }, 400, /this time has passed/);
  await refused(service, _id, { merge: { expiry: 1_795_000_000 } }, 400, /`expiry`/);
  await refused(service, _id, { merge: { expiry: Number.MAX_SAFE_INTEGER } }, 400, /`expiry`/);
  await refused(service, _id, { merge: { expiry: nowMs + 0.5 } }, 400, /`expiry`/);
  await refused(service, _id, { merge: { expiry: null } }, 400, /need an end/);
  await refused(service, _id, { merge: { expiry: nowMs + 30 * DAY_MS + 1 } }, 400, /at most 30 days/);
  await patched(service, _id, { merge: { expiry: nowMs + HOUR_MS } });
  service.clock.advance(HOUR_MS);
  const later = { merge: { expiry: service.clock.nowMs + DAY_MS } };
  const { hint } = await refused(service, _id, later, 400, /has expired and does not come back/);
  assert.match(hint, /clone/);
  assert.equal(await statusOf(service, token), 401);
  assert.equal((await patched(service, _id, { merge: { name: 'kept for the record' } })).status, 'expired');
});

test('a change of several fields is one entry of the audit log, named after the weightiest', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader', name: 'a' });
  const expiry = service.clock.nowMs + DAY_MS;
  await patched(service, _id, { merge: { name: 'b', role: 'writer', expiry, allowedIps: ['::1'] } });
  const [entry, ...others] = auditOf(service, 'updateAccessTokenPolicy');
  assert.equal(others.length, 0);
  for (const part of ['from the role reader to the role writer', '`a` to `b`', 'from never to 20', '::1'])
    assert.ok(String(entry?.description).includes(part), String(entry?.description));
});
