/** Which entries of the audit log a caller gets who asks for a part of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue, compileRights, decide, type Policy } from '@keyward/policy';
import { startTestService, type TestService } from './test-service.ts';

const AUDIT = '/api/v2/auditlog';
const MEMBERS = ['ann', 'bob', 'cy'];
const ACTIONS = ['createAccessToken', 'deleteAccessToken', 'updateName'];

/** Entries about tokens of three members, service tokens, roles and a resource that cannot be read. */
async function writeEntries(service: TestService, count: number, accountId = service.accountId) {
  const resources = (index: number) => [
    `member/${MEMBERS[index % 3]}:token/t${index % 7}`,
    `service-token/s${index % 5}`,
    `role/r_${index % 4}`,
    '/api/v2/nothing',
  ];
  const entries = Array.from({ length: count }, (_, index) => {
    const resource = resources(index)[index % 4] ?? '';
    const action = ACTIONS[index % 5 === 0 ? 1 : index % 3] ?? '';
    const target = { kind: 'token', id: 'x', name: `entry ${index}`, resource } as const;
    const record = { actor: {}, action, target, verb: 'did', description: `Entry number ${index}` };
    return { accountId, at: service.clock.nowMs + index, record };
  });
  await service.deployment.store.writeAuditEntries(entries);
  return entries.map(({ at, record }) => ({
    at,
    name: record.target.name,
    action: record.action,
    resource: record.target.resource,
  }));
}

async function read(service: TestService, url: string, payload?: object, as = service.ownerSecret) {
  const items: { name: string; accesses: { action: string; resource: string }[] }[] = [];
  for (let href: string | undefined = url; href !== undefined; ) {
    const call = payload === undefined ? { url: href } : ({ method: 'POST', url: href, payload } as const);
    const response = await service.call({ ...call, as });
    assert.equal(response.statusCode, 200, response.body);
    const page = response.json();
    items.push(...page.items);
    href = page._links.next?.href;
  }
  return items;
}

async function count(service: TestService, query: string, payload: Policy, as = service.ownerSecret) {
  const response = await service.call({
    method: 'POST',
    url: `${AUDIT}/counts?${query}`,
    payload: payload as object,
    as,
  });
  assert.equal(response.statusCode, 200, response.body);
  const answer = response.json();
  const sum = answer.buckets.reduce((total: number, each: { count: number }) => total + each.count, 0);
  assert.equal(answer.totalCount, sum);
  return answer;
}

const names = async (...of: Parameters<typeof read>) => (await read(...of)).map(({ name }) => name);

const FILTERS: readonly Policy[] = [
  [{ effect: 'allow', resources: ['*'], actions: ['*'] }],
  [{ effect: 'allow', resources: ['member/*:token/*'], actions: ['*'] }],
  [{ effect: 'allow', resources: ['member/ann:token/*'], actions: ['deleteAccessToken', 'updateName'] }],
  [{ effect: 'allow', resources: ['member/*:token/t1', 'service-token/s2'], actions: ['*'] }],
  [{ effect: 'allow', resources: ['member/ann:token/t0'], actions: ['*'] }],
  [{ effect: 'allow', notResources: ['member/ann:token/*', 'role/*'], actions: ['*'] }],
  [{ effect: 'allow', resources: ['*'], notActions: ['createAccessToken'] }],
  [
    { effect: 'allow', resources: ['member/*:token/*', 'role/*'], actions: ['*'] },
    { effect: 'deny', resources: ['member/*:token/t*'], actions: ['create*'] },
    { effect: 'deny', resources: ['role/r_1'], actions: ['*'] },
  ],
  [{ effect: 'deny', resources: ['*'], actions: ['*'] }],
  [{ effect: 'allow', resources: ['service-token/*;prod'], actions: ['*'] }],
];

test('statements select exactly the entries whose action and resource they allow, page by page', async (t) => {
  const service = await startTestService(t);
  const entries = (await writeEntries(service, 120)).reverse();
  for (const filter of FILTERS) {
    const rights = compileRights({ scope: { inlineRole: filter } }, builtInCatalogue);
    const expected = entries.filter(({ action, resource }) => decide(rights, { action, resource }).allowed);
    const found = await names(service, `${AUDIT}?limit=7&q=entry`, filter as object);
    assert.deepEqual(
      found,
      expected.map(({ name }) => name),
      JSON.stringify(filter),
    );
    const counts = await count(
      service,
      `after=${service.clock.nowMs}&before=${service.clock.nowMs + 200}`,
      filter,
    );
    const own = (await read(service, `${AUDIT}?limit=20`, filter as object)).length - found.length;
    assert.equal(counts.totalCount, expected.length + own, JSON.stringify(filter));
  }
});

test('without statements, or with none, nothing is left out', async (t) => {
  const service = await startTestService(t);
  await writeEntries(service, 20);
  assert.equal((await names(service, AUDIT, [])).length, 23);
  for (const body of [{}, { payload: 'null', headers: { 'content-type': 'application/json' } }]) {
    const response = await service.call({ method: 'POST', url: `${AUDIT}?q=entry 7`, ...body });
    assert.deepEqual(
      response.json().items.map(({ name }: { name: string }) => name),
      ['entry 7'],
    );
  }
});

test('a resource specifier finds what was done to what it names', async (t) => {
  const service = await startTestService(t);
  const entries = (await writeEntries(service, 60)).reverse();
  for (const [spec, pattern] of [
    ['member/ann:token/t0', /^member\/ann:token\/t0$/],
    ['member/*:token/*', /^member\/[a-z]+:token\//],
    ['service-token/s*', /^service-token\/s/],
    ['role/r_1', /^role\/r_1$/],
    ['role/rx1', /^no/],
    ['member/ann', /^no/],
  ] as const) {
    const expected = entries.filter(({ resource }) => pattern.test(resource)).map(({ name }) => name);
    const found = await names(service, `${AUDIT}?limit=20&q=entry&spec=${encodeURIComponent(spec)}`);
    assert.deepEqual(found, expected, spec);
  }
  const [first] = await names(service, `${AUDIT}?spec=acct`);
  assert.equal(first, 'Example');
});

test('a page that ran out of time leads on to the entries that it did not come to', async (t) => {
  const service = await startTestService(t);
  await writeEntries(service, 200);
  const deny: Policy = [
    { effect: 'allow', resources: ['service-token/*'], actions: ['*'] },
    {
      effect: 'deny',
      resources: ['service-token/s0', 'service-token/s1', 'service-token/s2'],
      actions: ['*'],
    },
  ];
  let seconds = 0;
  t.mock.method(performance, 'now', () => 1_000 * seconds++);
  const url = `${AUDIT}?limit=3`;
  const first = await service.call({ method: 'POST', url, payload: deny as object });
  assert.ok(first.json().items.length < 3);
  const found = await names(service, url, deny as object);
  t.mock.reset();
  assert.deepEqual(found, await names(service, url, deny as object));
  assert.equal(found.length, 20);
});

test('counts add up to the entries, bucket by bucket, both ends included', async (t) => {
  const service = await startTestService(t);
  service.clock.advance(1_000);
  const start = service.clock.nowMs;
  await writeEntries(service, 10);
  const everything: Policy = [];
  const exact = await count(service, `after=${start}&before=${start + 9}&buckets=5`, everything);
  assert.deepEqual(exact, {
    buckets: [0, 2, 4, 6, 8].map((offset) => ({ timestamp: start + offset, count: 2 })),
    totalCount: 10,
    bucketIntervalMs: 2,
  });
  const uneven = await count(service, `after=${start}&before=${start + 9}&buckets=4`, everything);
  assert.deepEqual(
    uneven.buckets.map(({ count: each }: { count: number }) => each),
    [3, 3, 3, 1],
  );
  assert.equal(uneven.bucketIntervalMs, 3);
  const tokens: Policy = [{ effect: 'allow', resources: ['service-token/*'], actions: ['*'] }];
  const some: Policy = [...tokens, { effect: 'deny', resources: ['service-token/s0'], actions: ['*'] }];
  for (const [filter, counts] of [
    [tokens, [0, 1, 0, 0, 0, 1, 0, 0, 0, 1]],
    [some, [0, 1, 0, 0, 0, 0, 0, 0, 0, 1]],
    [[{ effect: 'deny', resources: ['*'], actions: ['*'] }], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ] as const) {
    const { buckets } = await count(service, `after=${start}&before=${start + 9}&buckets=10`, filter);
    assert.deepEqual(
      buckets.map((each: { count: number }) => each.count),
      counts,
    );
  }
  const moment = await count(service, `after=${start + 3}&before=${start + 3}`, everything);
  assert.deepEqual(moment, {
    buckets: [{ timestamp: start + 3, count: 1 }],
    totalCount: 1,
    bucketIntervalMs: 1,
  });
  const empty = await count(service, `after=${start + 20}&before=${start + 1_019}`, everything);
  assert.equal(empty.buckets.length, 50);
  assert.equal(empty.totalCount, 0);
  service.clock.advance(9);
  assert.equal((await count(service, `after=${start}`, everything)).totalCount, 10);
});

test('what is asked wrongly is refused with its name', async (t) => {
  const service = await startTestService(t);
  const badPolicy = [{ effect: 'allow', resources: ['membr/*'], actions: ['*'] }];
  const placeholder = [{ effect: 'allow', resources: [`member/$${'{'}roleAttribute/x}`], actions: ['*'] }];
  for (const [method, url, payload, message] of [
    ['GET', `${AUDIT}?spec=member/`, undefined, /`spec`: empty name/],
    ['GET', `${AUDIT}?spec=member/$%7BroleAttribute/x%7D`, undefined, /`spec`: a placeholder/],
    ['GET', `${AUDIT}?spec=membr/*`, undefined, /`spec`: unknown type `membr`/],
    ['GET', `${AUDIT}?spec=${'a'.repeat(1_025)}`, undefined, /`spec`/],
    ['GET', `${AUDIT}?before=-1`, undefined, /`before`/],
    ['GET', `${AUDIT}?q=${'a'.repeat(257)}`, undefined, /`q`/],
    ['POST', `${AUDIT}?spec=acct`, [], /`spec`/],
    ['POST', `${AUDIT}?limit=21`, [], /`limit`/],
    ['POST', AUDIT, { effect: 'allow' }, /the body/],
    ['POST', AUDIT, badPolicy, /`body`: unknown type `membr`/],
    ['POST', AUDIT, placeholder, /`body`: a placeholder/],
    ['POST', `${AUDIT}/counts`, [], /`after` is missing/],
    ['POST', `${AUDIT}/counts?after=1`, undefined, /body/],
    ['POST', `${AUDIT}/counts?after=2&before=1`, [], /`after`: is later/],
    ['POST', `${AUDIT}/counts?after=1&buckets=501`, [], /`buckets`/],
    ['POST', `${AUDIT}/counts?after=1&buckets=0`, [], /`buckets`/],
    ['POST', `${AUDIT}/counts?after=1`, badPolicy, /`body`: unknown type/],
  ] as const) {
    const response = await service.call({ method, url, ...(payload && { payload: payload as object }) });
    assert.equal(response.statusCode, 400, `${method} ${url} ${response.body}`);
    assert.match(response.json().message, message);
  }
});

test('a search shows nothing of another account, nor to who may not see the log', async (t) => {
  const service = await startTestService(t);
  const other = await service.addMember('no_access', 'owner');
  await writeEntries(service, 5, 'another-account');
  await writeEntries(service, 5);
  const filter: Policy = [{ effect: 'allow', resources: ['*'], actions: ['*'] }];
  const period = `after=0&before=${service.clock.nowMs + 100}`;
  const tokens = 'spec=service-token/s1';
  for (const url of [`${AUDIT}?q=entry`, `${AUDIT}?q=e&limit=20`, `${AUDIT}?${tokens}`]) {
    const mine = await read(service, url);
    assert.ok(mine.length > 0);
    assert.ok(
      mine.every((entry) => (entry as { _accountId?: string })._accountId === service.accountId),
      url,
    );
    assert.deepEqual(await read(service, url, undefined, other.secret), []);
  }
  const readable = (await read(service, AUDIT, filter as object)).length;
  assert.equal((await count(service, period, filter)).totalCount, readable);
  assert.equal((await count(service, period, [])).totalCount, readable + 1);
  const judged: Policy = [...filter, { effect: 'deny', resources: ['role/none'], actions: ['*'] }];
  assert.equal((await count(service, period, judged)).totalCount, readable);
  assert.deepEqual(await read(service, AUDIT, filter as object, other.secret), []);
  assert.equal((await count(service, period, [], other.secret)).totalCount, 0);
});

test('an entry is found however many others have to be looked through, in as many turns as it takes', async (t) => {
  const service = await startTestService(t);
  service.write('drop trigger audit_entries_search');
  const record = JSON.stringify({
    actor: {},
    action: 'a',
    target: { kind: 'token', id: 'x', name: 'zq', resource: 'r' },
    verb: 'v',
    description: '',
  });
  service.write(
    `with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 60000)
      insert into audit_entries select 1000 + n, 'id' || n, ?, n, 1, 'a', 'r', '',
        case when n in (1, 9999, 30000) then 'zq' else 'x' end, '', ?, null, x'00' from numbers`,
    service.accountId,
    record,
  );
  const scan = await service.deployment.store.reads.audit.scanAuditLog(service.accountId, { text: 'zq' }, 10);
  assert.deepEqual(scan.accesses, [], 'one look goes through a bounded number of entries');
  assert.ok(scan.readTo);
  const found = (await read(service, `${AUDIT}?q=zq`)) as unknown as { _id: string }[];
  assert.deepEqual(
    found.map(({ _id }) => _id),
    ['id30000', 'id9999', 'id1'],
  );
});

test('entries are found by who acted and by the request of a change or a refusal, page by page, by whoever may see the log', async (t) => {
  const service = await startTestService(t);
  const reader = await service.createToken({ role: 'reader', serviceToken: true, name: 'reader' });
  const denied = await service.call({
    method: 'POST',
    url: '/api/v2/roles',
    payload: { key: 'x', name: 'X', policy: [] },
    as: reader.token,
  });
  assert.equal(denied.statusCode, 403);
  const refused = String(denied.headers['x-request-id']);
  const made = await service.call({
    method: 'POST',
    url: '/api/v2/roles',
    payload: { key: 'x', name: 'X', policy: [] },
  });
  const changed = String(made.headers['x-request-id']);
  await writeEntries(service, 60);

  const ofRefusal = await read(service, `${AUDIT}?requestId=${refused}&limit=1`);
  assert.deepEqual(
    ofRefusal.map(({ accesses }) => accesses[0]),
    [{ action: 'createRole', resource: 'role/x' }],
  );
  assert.deepEqual(await names(service, `${AUDIT}?requestId=${changed}`), ['X']);
  assert.deepEqual(await names(service, `${AUDIT}?actor=${reader._id}`), ['postCustomRole']);
  assert.deepEqual(await names(service, `${AUDIT}?actor=${reader._id}&requestId=${changed}`), []);
  const { _id: ownerId } = (await service.call({ url: '/api/v2/members/me' })).json();
  const byOwner = await names(service, `${AUDIT}?actor=${ownerId}&limit=1`, []);
  assert.deepEqual(byOwner, ['X', 'reader']);
  const blind = await service.createToken({
    inlineRole: [{ effect: 'allow', resources: ['role/x'], actions: ['viewRole'] }],
    serviceToken: true,
  });
  assert.deepEqual(await names(service, `${AUDIT}?requestId=${refused}`, undefined, blind.token), []);
  for (const query of ['actor=ada', `requestId=${refused}x`])
    assert.equal((await service.call({ url: `${AUDIT}?${query}` })).statusCode, 400);
});
