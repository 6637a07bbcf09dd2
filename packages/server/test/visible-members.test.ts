/** Which members are in a list at all: of the account, as far as the caller may see them, decided in slices. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { listMembers as listVisible } from '../src/members/list-members.ts';
import { newObjectId } from '../src/object-id.ts';
import { authenticate } from '../src/verification/authenticate.ts';
import { listMembers } from './listed-members.ts';
import { addRole, allow, MEMBERS } from './member-calls.ts';
import { addSecondAccount } from './second-account.ts';
import { startTestService } from './test-service.ts';

test('nobody finds a member of another account, by no filter', async (t) => {
  const service = await startTestService(t);
  const other = await addSecondAccount(service);
  const ids = service.query('select id from members').map(({ id }) => String(id));
  for (const filter of [
    `id:${ids.join('|')}`,
    'query:o',
    'role:owner',
    `email:owner@example.com|${other.member.email}`,
    'noteam:true',
    'lastSeen:{"before":9999999999999}',
  ]) {
    const [mine, theirs] = await Promise.all([
      listMembers(service, { filter }),
      listMembers(service, { filter }, other.secret),
    ]);
    assert.deepEqual(
      mine.items.map(({ email }) => email),
      ['owner@example.com'],
      filter,
    );
    assert.deepEqual(
      theirs.items.map(({ email }) => email),
      [other.member.email],
      filter,
    );
    assert.deepEqual([mine.totalCount, theirs.totalCount], [1, 1]);
  }
  const read = await service.call({ url: `${MEMBERS}/${other.member._id}` });
  const unknown = await service.call({ url: `${MEMBERS}/${newObjectId()}` });
  const plain = (body: string) => body.replace(/"requestId":"\w+"/, '');
  assert.deepEqual([read.statusCode, plain(read.body)], [404, plain(unknown.body)]);
});

test('a role that speaks of single members is asked of each of them, whatever the scope of the token', async (t) => {
  const service = await startTestService(t);
  const hidden = await service.addMember('reader', 'reader');
  await addRole(service, 'but-one', [
    ...allow('member/*', 'viewMember'),
    { effect: 'deny', resources: [`member/${hidden.member.id}`], actions: ['*'] },
  ]);
  const { member, secret } = await service.addMember('no_access', 'admin');
  await service.call({
    method: 'PATCH',
    url: `${MEMBERS}/${member.id}`,
    payload: [{ op: 'replace', path: '/customRoles', value: ['but-one'] }],
  });
  const { items, totalCount } = await listMembers(service, {}, secret);
  assert.deepEqual([items.length, totalCount], [2, 2]);
  assert.equal(
    items.some(({ _id }) => _id === hidden.member.id),
    false,
  );
});

test('a list of 10000 members is decided in slices, and between them others have their turn', async (t) => {
  const service = await startTestService(t);
  service.write(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
     insert into members (id, account_id, email, email_key, first_name, last_name, display_key, role, created_at, version)
     select printf('%024x', i), ?, 'm' || i || '@example.com', 'm' || i || '@example.com', '', '', 'm' || i || '@example.com', 'reader', i, 1 from n`,
    service.accountId,
  );
  const { token } = await service.createToken({
    inlineRole: allow('member/*', 'viewMember'),
    serviceToken: true,
  });
  const authentication = await authenticate(service.deployment, token, {
    address: '127.0.0.1',
    changes: false,
  });
  assert.equal(authentication.outcome, 'authenticated');
  const { rights, ...rest } = authentication.principal;
  let ofTurn = 0;
  let mostOfTurn = 0;
  const principal = {
    ...rest,
    get rights() {
      mostOfTurn = Math.max(mostOfTurn, ++ofTurn);
      return rights;
    },
  };
  let isListed = false;
  const others = (async () => {
    while (!isListed) {
      await setImmediate();
      ofTurn = 0;
    }
  })();
  const query = { filter: {}, orders: [{ by: 'displayName', isDescending: false }] } as const;
  const found = await listVisible(service.deployment, principal, query, { limit: 10, offset: 9_990 });
  isListed = true;
  await others;
  assert.deepEqual([found.items.length, found.totalCount], [10, 10_001]);
  assert.ok(mostOfTurn <= 150, `${mostOfTurn} decisions in one turn`);
});
