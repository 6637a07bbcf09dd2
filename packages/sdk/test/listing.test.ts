import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService } from '../../server/test/test-service.ts';
import { failureOf } from './failure-of.ts';
import { json, startFaultyService } from './faulty-service.ts';
import { connect } from './service-fetch.ts';

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('going through a list gives every item once, in order, with the filters kept', async (t) => {
  const service = await startTestService(t);
  const { secret } = await service.addMember('reader', 'reader');
  for (let index = 0; index < 7; index++) await service.createToken({ name: `t${index}`, role: 'reader' });
  const keyward = connect(service);

  const inOne = await keyward.tokens.list({ showAll: true, limit: 1000 }).firstPage();
  assert.equal(inOne.totalCount, 9);
  const listing = keyward.tokens.list({ showAll: true, limit: 2 });
  assert.deepEqual(
    (await collect(listing)).map(({ _id }) => _id),
    inOne.items.map(({ _id }) => _id),
  );
  const sizes = (await collect(listing.pages())).map(({ items }) => items.length);
  assert.deepEqual(sizes, [2, 2, 2, 2, 1]);
  assert.equal(
    (await collect(keyward.tokens.list({ limit: 3 }))).length,
    8,
    'without `showAll` only own ones',
  );

  const reader = connect(service, { accessToken: secret });
  assert.equal((await collect(reader.tokens.list())).length, 1);
});

test('a filter that is given several times stays so on every page', async (t) => {
  const service = await startTestService(t);
  for (const tags of [['a', 'b'], ['a'], ['b'], ['a', 'b'], ['a', 'b', 'c']]) {
    await service.createToken({ name: tags.join(''), role: 'reader', tags });
  }
  const keyward = connect(service);
  for (const more of [{}, { cursor: '' }]) {
    const listing = keyward.tokens.list({ tag: ['a', 'b'], limit: 1, sort: 'name', ...more });
    assert.deepEqual(
      (await collect(listing)).map(({ name }) => name),
      ['ab', 'ab', 'abc'],
    );
  }
});

test('members and the audit log are lists of the same kind', async (t) => {
  const service = await startTestService(t);
  for (let index = 0; index < 3; index++) await service.addMember('reader', 'reader');
  for (let index = 0; index < 5; index++) await service.createToken({ role: 'reader' });
  const keyward = connect(service);
  const members = await collect(keyward.members.list({ limit: 1 }));
  assert.equal(new Set(members.map(({ _id }) => _id)).size, 4);
  const entries = await collect(keyward.auditLog.list({ limit: 2 }));
  const inOne = await keyward.auditLog.list({ limit: 20 }).firstPage();
  assert.ok(entries.length >= 5);
  assert.deepEqual(
    entries.map(({ _id }) => _id),
    inOne.items.map(({ _id }) => _id),
  );
  const personal = [{ effect: 'allow', resources: ['member/*:token/*'], actions: ['*'] }];
  const tokens = await collect(keyward.auditLog.search(personal, { limit: 2 }));
  const expected = inOne.items.filter(({ kind }) => kind === 'token').map(({ _id }) => _id);
  assert.ok(expected.length > 4);
  assert.deepEqual(
    tokens.map(({ _id }) => _id),
    expected,
  );
  const counts = await keyward.auditLog.count(personal, {
    after: 0,
    before: service.clock.now(),
    buckets: 2,
  });
  assert.deepEqual(
    counts.buckets.map(({ count }) => count),
    [0, expected.length],
  );
});

test('no page is asked for before it is needed', async (t) => {
  const page = (next: string) =>
    json(200, {
      items: [{ _id: next }],
      totalCount: 9,
      _links: { next: { href: `/api/v2/tokens?offset=${next}` } },
    });
  const { keyward, calls } = await startFaultyService(t, page('1'), page('2'), page('3'));
  const listing = keyward.tokens.list();
  assert.equal(calls.length, 0);
  for await (const { _id } of listing) if (_id === '2') break;
  assert.deepEqual(
    calls.map(({ path }) => path),
    ['/api/v2/tokens', '/api/v2/tokens?offset=1'],
  );
});

test('a link to another host takes neither the call nor the token there', async (t) => {
  const foreign = await startFaultyService(t);
  const link = { href: `${foreign.url}/elsewhere?offset=1` };
  const { keyward, calls } = await startFaultyService(t, json(200, { items: [], _links: { next: link } }));
  await collect(keyward.tokens.list());
  assert.deepEqual(foreign.calls, []);
  assert.deepEqual(
    calls.map(({ path }) => path),
    ['/api/v2/tokens', '/api/v2/tokens?offset=1'],
  );
});

test('a link that leads to its own page ends with an error, not never', async (t) => {
  const page = json(200, { items: [{}], _links: { next: { href: '/api/v2/tokens?offset=1' } } });
  const { keyward, calls } = await startFaultyService(t, page, page, page);
  const error = await failureOf(collect(keyward.tokens.list()));
  assert.deepEqual([error.code, calls.length], ['unexpected_answer', 2]);
});

test('a page that fails in the middle is asked for again, and nothing is given twice', async (t) => {
  const page = (id: string, next?: string) =>
    json(200, {
      items: [{ _id: id }],
      _links: next === undefined ? {} : { next: { href: `/?offset=${next}` } },
    });
  const { keyward } = await startFaultyService(
    t,
    page('a', '1'),
    json(503, { code: 'service_unavailable', message: 'not now' }),
    page('b'),
  );
  assert.deepEqual(
    (await collect(keyward.tokens.list())).map(({ _id }) => _id),
    ['a', 'b'],
  );
});
