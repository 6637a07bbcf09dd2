/** Lists of members: every filter and order against a plain model. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listMembers } from './listed-members.ts';
import { allow, MEMBERS } from './member-calls.ts';
import { addModel, FILTERS, type newest, pick, SORTS } from './member-list-model.ts';
import { addSecondAccount } from './second-account.ts';
import { startTestService } from './test-service.ts';

test('each filter and order answers what a plain list would, page by page, for who sees all and for who sees some', async (t) => {
  const service = await startTestService(t);
  const model = await addModel(service);
  await addSecondAccount(service);
  const seen = model.filter((_, index) => index % 2 === 0);
  const some = await service.createToken({
    inlineRole: [
      { effect: 'allow', resources: seen.map(({ id }) => `member/${id}`), actions: ['viewMember'] },
      ...allow('team/*', 'viewTeam'),
      ...allow('role/*', 'viewRole'),
    ],
    serviceToken: true,
  });
  const callers = [
    [service.ownerSecret, model],
    [some.token, seen],
  ] as const;
  for (const [as, visible] of callers) {
    for (const [index, [filter, matches]] of Object.entries(FILTERS).entries()) {
      const [sort, order] = pick(Object.entries(SORTS), index) as [string, typeof newest];
      const expected = visible
        .filter(matches)
        .sort(order)
        .map(({ id }) => id);
      const query = { filter, ...(sort !== '' && { sort }), limit: '7' };
      const found: string[] = [];
      for (let offset = 0; ; offset += 7) {
        const page = await listMembers(service, { ...query, offset: String(offset) }, as);
        found.push(...page.items.map(({ _id }) => _id));
        assert.equal(page.totalCount, expected.length, filter);
        const next = page._links.next?.href;
        if (next === undefined) break;
        assert.deepEqual(Object.fromEntries(new URLSearchParams(next.split('?')[1])), {
          ...query,
          offset: String(offset + 7),
        });
      }
      assert.deepEqual(found, expected, `${filter} ${sort}`);
    }
  }
  for (const [sort, order] of Object.entries(SORTS)) {
    const filter = `id:${model.map(({ id }) => id).join('|')}`;
    const page = await listMembers(service, { filter, ...(sort !== '' && { sort }), limit: '1000' });
    assert.deepEqual(
      page.items.map(({ _id }) => _id),
      model.toSorted(order).map(({ id }) => id),
      sort,
    );
  }
});

test('a filter, order or expansion that is none is refused by name', async (t) => {
  const service = await startTestService(t);
  const wrong = [
    [{ filter: 'name:x' }, /`name:x` is no filter/],
    [{ filter: 'role' }, /`role` is no filter/],
    [{ filter: 'query:a,b' }, /`b` is no filter/],
    [{ filter: 'role:reader,,team:x' }, /is no filter/],
    [{ filter: 'role:' }, /`role` has no value/],
    [{ filter: 'role:a||b' }, /`role` has an empty value/],
    [{ filter: 'role:a,role:b' }, /`role` is given twice/],
    [{ filter: 'noteam:maybe' }, /`noteam`/],
    [{ filter: 'lastSeen:never' }, /`lastSeen`/],
    [{ filter: 'lastSeen:{"never":true' }, /`lastSeen`/],
    [{ filter: 'lastSeen:{"never":false}' }, /`lastSeen`/],
    [{ filter: 'lastSeen:{"before":"x"}' }, /`lastSeen`/],
    [{ filter: 'lastSeen:{"never":true,"noData":true}' }, /`lastSeen`/],
    [{ filter: '__proto__:x' }, /is no filter/],
    [{ filter: 'query:\0' }, /`filter` holds the character NUL/],
    [{ sort: 'email' }, /`sort`.*`email`/],
    [{ sort: '--displayName' }, /`sort`/],
    [{ expand: 'everything' }, /`expand`.*`everything`/],
    [{ limit: '0' }, /limit/],
    [{ offset: '-1' }, /offset/],
    [{ other: 'x' }, /other/],
  ] as const;
  for (const [query, message] of wrong) {
    const response = await service.call({ url: `${MEMBERS}?${new URLSearchParams(query)}` });
    assert.deepEqual(
      [response.statusCode, response.json().code],
      [400, 'invalid_request'],
      JSON.stringify(query),
    );
    assert.match(response.json().message, message);
  }
  const twice = await service.call({ url: `${MEMBERS}?filter=role:a&filter=role:b` });
  assert.equal(twice.statusCode, 400);
  for (const filter of ["query:' or 1=1 --", 'team:\uD800', `query:${'%'.repeat(1_000)}`, 'id:__proto__']) {
    assert.equal((await listMembers(service, { filter })).totalCount, 0, filter);
  }
  assert.equal((await listMembers(service, { filter: '', sort: ',', expand: '' })).totalCount, 1);
});
