import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService } from './test-service.ts';

const AUDIT = '/api/v2/auditlog';

interface AuditPage {
  readonly items: readonly { readonly _id: string }[];
  readonly _links: { readonly next?: { readonly href: string } };
}

test('a change is one entry that says who did what to which resource, and from where', async (t) => {
  const service = await startTestService(t);
  const created = await service.createToken({ name: 'ci [x](y)', role: 'reader' });
  const deletion = await service.call({ method: 'DELETE', url: `/api/v2/tokens/${created._id}` });
  const { items, _links } = (await service.call({ url: AUDIT })).json();
  assert.equal(_links.self.href, AUDIT);
  assert.deepEqual(
    items.map(({ titleVerb, name }: Record<string, string>) => [titleVerb, name]),
    [
      ['deleted the token', 'ci [x](y)'],
      ['created the token', 'ci [x](y)'],
      ['created the token', 'First token'],
      ['created the member', 'owner@example.com'],
      ['created the account', 'Example'],
    ],
  );
  const [deleted] = items;
  const resource = `member/${created.memberId}:token/${created._id}`;
  const { _links: links, member, token, subject, target, title, ...rest } = deleted;
  assert.deepEqual(rest, {
    _id: deleted._id,
    _accountId: service.accountId,
    result: 'allowed',
    requestId: deletion.headers['x-request-id'],
    address: '127.0.0.1',
    date: service.clock.nowMs,
    accesses: [{ action: 'deleteAccessToken', resource }],
    kind: 'token',
    name: 'ci [x](y)',
    description: 'Deleted the personal token',
    shortDescription: 'Deleted the personal token',
    titleVerb: 'deleted the token',
  });
  assert.equal(links.self.href, `${AUDIT}/${deleted._id}`);
  assert.equal(member.email, 'owner@example.com');
  assert.equal(subject.name, 'Ada Owner');
  assert.equal(token.ending, service.ownerSecret.slice(-4));
  assert.deepEqual(target.resources, [resource]);
  assert.equal(
    title,
    `[Ada Owner](mailto:owner@example.com) deleted the token [ci \\[x\\]\\(y\\)](/api/v2/tokens/${created._id})`,
  );
  const entry = await service.call({ url: `${AUDIT}/${deleted._id}` });
  const { previousVersion, ...asListed } = entry.json();
  assert.deepEqual(asListed, { ...deleted, delta: null, subentries: [] });
});

test('a service token acts for itself, not for its creator', async (t) => {
  const service = await startTestService(t);
  const bot = await service.createToken({ name: 'bot', role: 'admin', serviceToken: true });
  await service.call({
    method: 'POST',
    url: '/api/v2/tokens',
    payload: { role: 'reader', serviceToken: true },
    as: bot.token,
  });
  const [entry] = (await service.call({ url: AUDIT })).json().items;
  assert.equal(entry.member, undefined);
  assert.equal(entry.token.name, 'bot');
  assert.match(entry.title, /^\[bot\]/);
});

test('reads and calls that are the mistake of the caller write nothing', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader' });
  const types = '/api/v2/resource-types';
  for (const [name, parents] of [
    ['house', []],
    ['door', ['house']],
  ] as const) {
    const payload = { parents, actions: { open: 'read' } };
    assert.equal((await service.call({ method: 'PUT', url: `${types}/${name}`, payload })).statusCode, 201);
  }
  const count = () => service.query('select count(*) as n from audit_entries')[0]?.n;
  const before = count();
  await service.call({ url: '/api/v2/tokens' });
  await service.call({ url: '/api/v2/tokens', as: 'x' });
  const mistakes = [
    { status: 400, method: 'POST', url: '/api/v2/tokens', payload: { role: 'root' } },
    { status: 401, url: '/api/v2/tokens', as: null },
    { status: 404, method: 'DELETE', url: '/api/v2/tokens/000000000000000000000000' },
    { status: 405, method: 'PUT', url: '/api/v2/tokens' },
    { status: 409, method: 'DELETE', url: `${types}/house` },
    { status: 415, method: 'POST', url: '/api/v2/tokens', payload: 'x', headers: { 'content-type': 'a/b' } },
    {
      status: 422,
      method: 'PATCH',
      url: `/api/v2/tokens/${_id}`,
      payload: [{ op: 'test', path: '/name', value: 'x' }],
    },
  ] as const;
  for (const { status, ...mistake } of mistakes) {
    assert.equal((await service.call(mistake)).statusCode, status, JSON.stringify(mistake));
  }
  await service.flush();
  assert.equal(count(), before);
});

test('pages lead back to the first entry, none twice and none left out', async (t) => {
  const service = await startTestService(t);
  for (let index = 0; index < 24; index++) await service.createToken({ name: `t${index}`, role: 'reader' });
  const seen: string[] = [];
  let href: string | undefined = `${AUDIT}?limit=7`;
  while (href !== undefined) {
    const page: AuditPage = (await service.call({ url: href })).json();
    seen.push(...page.items.map(({ _id }) => _id));
    href = page._links.next?.href;
  }
  assert.equal(seen.length, 27);
  assert.equal(new Set(seen).size, 27);
  assert.equal((await service.call({ url: AUDIT })).json().items.length, 10);
});

test('entries are found by time and by text', async (t) => {
  const service = await startTestService(t);
  const start = service.clock.nowMs;
  for (const name of ['alpha', 'beta', 'gamma']) {
    service.clock.advance(1_000);
    await service.createToken({ name, role: 'reader' });
  }
  const names = async (query: string) =>
    (await service.call({ url: `${AUDIT}?${query}` })).json().items.map(({ name }: { name: string }) => name);
  assert.deepEqual(await names(`after=${start + 2_000}`), ['gamma', 'beta']);
  assert.deepEqual(await names(`after=${start + 1}&before=${start + 1_000}`), ['alpha']);
  assert.deepEqual(await names('q=BET'), ['beta']);
  for (const query of ['limit=21', 'limit=0', 'after=yesterday', 'spec=acct%2F']) {
    assert.equal((await service.call({ url: `${AUDIT}?${query}` })).statusCode, 400, query);
  }
});

test('who may not see the log sees an empty one', async (t) => {
  const service = await startTestService(t);
  const { secret } = await service.addMember('no_access', 'owner');
  const [entry] = (await service.call({ url: AUDIT })).json().items;
  const list = await service.call({ url: AUDIT, as: secret });
  assert.equal(list.statusCode, 200);
  assert.deepEqual(list.json().items, []);
  assert.equal((await service.call({ url: `${AUDIT}/${entry._id}`, as: secret })).statusCode, 404);
});

test('L10: nobody changes the log through the API', async (t) => {
  const service = await startTestService(t);
  const [entry] = (await service.call({ url: AUDIT })).json().items;
  for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
    assert.equal((await service.call({ method, url: `${AUDIT}/${entry._id}` })).statusCode, 405);
  }
});
