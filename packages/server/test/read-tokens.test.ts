import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';

const TOKENS = '/api/v2/tokens';

async function listedIds(service: TestService, as: string, query = ''): Promise<string[]> {
  const response = await service.call({ url: `${TOKENS}${query}`, as });
  assert.equal(response.statusCode, 200, response.body);
  const { items, totalCount } = response.json();
  if (!query.includes('limit')) assert.equal(totalCount, items.length);
  return items.map(({ _id }: { _id: string }) => _id);
}

test('who sees which tokens', async (t) => {
  const service = await startTestService(t);
  const { secret: admin } = await service.addMember('admin', 'admin');
  const { secret: reader } = await service.addMember('reader', 'reader');
  const { secret: nobody } = await service.addMember('no_access', 'reader');
  const owned = await service.createToken({ role: 'reader', name: 'of the owner' });
  const shared = await service.createToken({ role: 'admin', name: 'shared', serviceToken: true });
  const idOf = async (as: string) =>
    (await service.call({ url: '/api/v2/caller-identity', as })).json().tokenId;
  const [adminId, readerId, nobodyId] = [await idOf(admin), await idOf(reader), await idOf(nobody)];

  assert.deepEqual(new Set(await listedIds(service, reader)), new Set([shared._id, readerId]));
  assert.deepEqual(
    new Set(await listedIds(service, reader, '?showAll=true')),
    new Set([shared._id, readerId]),
  );
  assert.deepEqual(new Set(await listedIds(service, admin)), new Set([shared._id, adminId]));
  assert.equal((await listedIds(service, admin, '?showAll=true')).length, 6);
  assert.deepEqual(await listedIds(service, nobody), [nobodyId]);
  assert.deepEqual(await listedIds(service, shared.token), [shared._id]);
  assert.equal((await listedIds(service, shared.token, '?showAll=true')).length, 6);

  const statusOf = async (id: string, as: string) =>
    (await service.call({ url: `${TOKENS}/${id}`, as })).statusCode;
  assert.equal(await statusOf(shared._id, reader), 200);
  assert.equal(await statusOf(owned._id, reader), 404);
  assert.equal(await statusOf(owned._id, admin), 200);
  assert.equal(await statusOf(nobodyId, nobody), 200);
  assert.equal(await statusOf(shared._id, nobody), 404);
});

test('O1: a token that may not be seen is answered like one that does not exist', async (t) => {
  const service = await startTestService(t);
  const { secret: reader } = await service.addMember('reader', 'reader');
  const hidden = await service.createToken({ role: 'reader' });
  for (const method of ['GET', 'DELETE'] as const) {
    const forms = [];
    for (const id of [hidden._id, '0'.repeat(24)]) {
      const response = await service.call({ method, url: `${TOKENS}/${id}`, as: reader });
      const { requestId, ...body } = response.json();
      assert.match(requestId, /^[0-9a-f]{24}$/);
      forms.push({ status: response.statusCode, body });
    }
    assert.deepEqual(forms[0], forms[1]);
    assert.deepEqual(forms[0], {
      status: 404,
      body: { code: 'not_found', message: 'Invalid resource identifier' },
    });
  }
  assert.equal((await service.call({ url: `${TOKENS}/${hidden._id}` })).statusCode, 200);
});

test('O4: an id in another form is another id, and never another route', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader' });
  for (const id of [
    _id.toUpperCase(),
    `${_id}%00`,
    `${_id};x`,
    `..%2f${_id}`,
    `%2e%2e`,
    `${_id}%252f`,
    'x'.repeat(90),
  ]) {
    const response = await service.call({ url: `${TOKENS}/${id}` });
    assert.ok([400, 404].includes(response.statusCode), `${id}: ${response.statusCode}`);
    assert.equal(response.json().totalCount, undefined);
  }
});

test('pages link to each other and count all that may be seen', async (t) => {
  const service = await startTestService(t);
  for (let index = 0; index < 5; index++) await service.createToken({ role: 'reader', name: `t${index}` });
  const page = async (query: string) => (await service.call({ url: `${TOKENS}?${query}` })).json();

  const first = await page('limit=2');
  assert.equal(first.totalCount, 6);
  assert.equal(first.items.length, 2);
  assert.deepEqual(Object.keys(first._links).sort(), ['last', 'next', 'self']);
  assert.equal(first._links.self.href, `${TOKENS}?limit=2&offset=0`);
  assert.equal(first._links.last.href, `${TOKENS}?limit=2&offset=4`);

  const seen: string[] = [];
  let href: string | undefined = first._links.self.href;
  while (href !== undefined) {
    const next = (await service.call({ url: href })).json();
    seen.push(...next.items.map(({ _id }: { _id: string }) => _id));
    href = next._links.next?.href;
  }
  assert.equal(new Set(seen).size, 6);
  const last = await page('limit=2&offset=4');
  assert.deepEqual(Object.keys(last._links).sort(), ['first', 'prev', 'self']);
  assert.deepEqual((await page('limit=2&offset=100')).items, []);
  assert.equal((await page('limit=999999999')).items.length, 6);
});

test('a wrong query is named', async (t) => {
  const service = await startTestService(t);
  for (const [query, field] of [
    ['limit=0', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=-1', 'limit'],
    ['offset=1.5', 'offset'],
    ['showAll=maybe', 'showAll'],
    ['sort=token', 'sort'],
    ['limit=1&limit=2', 'limit'],
  ]) {
    const response = await service.call({ url: `${TOKENS}?${query}` });
    assert.equal(response.statusCode, 400, query);
    assert.match(response.json().message, new RegExp(`\`${field}\``));
  }
});

test('before the version 20240415 a list has no pages', async (t) => {
  const service = await startTestService(t);
  for (let index = 0; index < 27; index++) await service.createToken({ role: 'reader' });
  const list = async (version: string) =>
    (await service.call({ url: TOKENS, headers: { 'ld-api-version': version } })).json();
  assert.equal((await list('20240415')).items.length, 25);
  assert.equal((await list('20220603')).items.length, 28);
  assert.deepEqual(Object.keys((await list('20220603'))._links), ['self']);
});

test('a list and a look-up agree, also for a policy that names single tokens', async (t) => {
  const service = await startTestService(t);
  const shared = [];
  for (let index = 0; index < 4; index++) {
    service.clock.advance(1);
    shared.push(await service.createToken({ role: 'reader', serviceToken: true, name: `s${index}` }));
  }
  service.clock.advance(1);
  const personal = await service.createToken({ role: 'reader' });
  const [first, second] = shared.map(({ _id }) => `service-token/${_id}`);
  const policies = [
    [
      { effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] },
      { effect: 'deny', resources: [first], actions: ['viewToken'] },
    ],
    [{ effect: 'allow', resources: [first, second], actions: ['viewToken'] }],
    [
      {
        effect: 'allow',
        resources: [`member/${personal.memberId}:token/${personal._id}`],
        actions: ['viewToken'],
      },
    ],
    [{ effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] }],
  ];
  for (const inlineRole of policies) {
    service.clock.advance(1);
    const { token } = await service.createToken({ inlineRole, serviceToken: true });
    const all = await listedIds(service, service.ownerSecret, '?showAll=true');
    const seen = [];
    for (const id of all) {
      const { statusCode } = await service.call({ url: `${TOKENS}/${id}`, as: token });
      if (statusCode === 200) seen.push(id);
    }
    assert.deepEqual(await listedIds(service, token, '?showAll=true'), seen);
    const paged = await service.call({ url: `${TOKENS}?showAll=true&limit=1&offset=1`, as: token });
    assert.deepEqual(
      paged.json().items.map((item: { _id: string }) => item._id),
      seen.slice(1, 2),
    );
    assert.equal(paged.json().totalCount, seen.length);
    const older = await service.call({
      url: `${TOKENS}?showAll=true`,
      as: token,
      headers: { 'ld-api-version': '20220603' },
    });
    assert.equal(older.json().items.length, seen.length);
  }
});
